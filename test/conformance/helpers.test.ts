import { describe, expect, it } from "vitest";
import { annotationKey, devicesInAnnotations } from "../../src/cdi/annotations.ts";
import { isQualifiedName } from "../../src/cdi/names.ts";
import { specFileName, transientSpecFileName } from "../../src/cdi/spec-file-names.ts";
import { conformanceCases, type HelperCases, type NameCase } from "./cases.ts";

const helpers = conformanceCases<HelperCases>("helpers");

describe("the helpers agree with the reference", () => {
  it.each(conformanceCases<NameCase[]>("names"))("on the name $name", ({ name, valid }) => {
    expect(isQualifiedName(name)).toBe(valid);
  });

  it.each(helpers.annotations)("on the devices in $annotations", ({ annotations, ok, devices }) => {
    const found = devicesInAnnotations(annotations);
    expect("devices" in found ? [...found.devices].sort() : undefined).toEqual(ok ? devices : undefined);
  });

  it.each(helpers.annotationKey)("on the key for $plugin and $device", ({ plugin, device, key }) => {
    expect(annotationKey(plugin, device) ?? null).toBe(key);
  });

  it.each(helpers.specFileName)("on the file name $name", ({ vendor, class: className, transientId, name }) => {
    const own = transientId === null ? specFileName(vendor, className) : transientSpecFileName(vendor, className, transientId);
    expect(own).toBe(name);
  });
});
