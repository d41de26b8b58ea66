import { describe, expect, it } from "vitest";
import { applyPatch } from "rfc6902";
import { lookUpDeviceNode } from "../../src/host/device-node.ts";
import { applyEdits } from "../../src/oci/apply-edits.ts";
import { patchOf } from "../../src/oci/json-patch.ts";
import { printEdited } from "../../src/oci/print-edited.ts";
import { resolveOnce } from "../../src/registry/resolve-once.ts";
import { documentOf } from "../oci/parse.ts";
import { temporaryDirectory, writeSpecDirs } from "../registry/directories.ts";
import { conformanceCases, type InjectCase, type RegistryCase } from "./cases.ts";
import { normalize } from "./normalize.ts";

const candidates = ["vendor.com/gpu", "vendor.com/net", "acme.io/gpu", "acme.io/net"].flatMap((kind) =>
  ["0", "1", "all"].map((device) => `${kind}=${device}`),
);

describe("injection agrees with the reference", () => {
  const cases = conformanceCases<InjectCase[]>("inject").map((entry, index) => ({ ...entry, index }));

  it.each(cases)("on case $index", async ({ dirs, oci, devices, ok, result }) => {
    const resolution = await resolveOnce(devices, writeSpecDirs(temporaryDirectory(), dirs));
    if ("faults" in resolution) return expect(ok).toBe(false);
    for (const indent of [undefined, 2, "\t"]) {
      const edited = applyEdits(documentOf(JSON.stringify(oci, null, indent)), resolution.resolved.edits, lookUpDeviceNode);
      if ("faults" in edited) return expect(ok).toBe(false);
      const text = printEdited(edited);
      expect(normalize(JSON.parse(text))).toEqual(normalize(result));
      expect(text).toBe(JSON.stringify(JSON.parse(text), null, indent));
      const patched = structuredClone(oci);
      expect(applyPatch(patched, JSON.parse(patchOf(edited))).filter((error) => error !== null)).toEqual([]);
      expect(patched).toEqual(JSON.parse(text));
    }
    return expect(ok).toBe(true);
  });
});

describe("the devices that inject into an empty OCI spec are the reference's", () => {
  const cases = conformanceCases<RegistryCase[]>("registry").map((entry, index) => ({ ...entry, index }));

  it.each(cases)("in registry case $index", async ({ dirs, injectable }) => {
    const paths = writeSpecDirs(temporaryDirectory(), dirs);
    const injected: string[] = [];
    for (const name of candidates) {
      const resolution = await resolveOnce([name], paths);
      if ("faults" in resolution) continue;
      const edited = applyEdits(documentOf('{"ociVersion":"1.2.0"}'), resolution.resolved.edits, lookUpDeviceNode);
      if (!("faults" in edited)) injected.push(name);
    }
    expect(injected.sort()).toEqual([...injectable].sort());
  });
});
