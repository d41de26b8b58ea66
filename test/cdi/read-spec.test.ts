import { describe, expect, it } from "vitest";
import { inspectSpec } from "../../src/cdi/inspect-spec.ts";
import { qualifiedName } from "../../src/cdi/names.ts";
import { readSpec } from "../../src/cdi/read-spec.ts";
import { conformanceCases, type ScalarCase, type SpecCase } from "../conformance/cases.ts";

describe("readSpec agrees with the reference", () => {
  it.each(conformanceCases<SpecCase[]>("specs"))("on $file", async ({ text, valid, devices }) => {
    const { spec, problems } = await readSpec(text);
    expect({ valid: spec !== undefined, problems: valid ? problems : [] }).toEqual({ valid, problems: [] });
    expect(problems.length > 0).toBe(!valid);
    const names = spec?.devices.map((device) => qualifiedName(spec.kind, device.name)) ?? [];
    expect(names.sort()).toEqual(valid ? [...devices].sort() : []);
  });

  it.each(conformanceCases<SpecCase[]>("specs"))("on $file, read at length", async ({ text, valid }) => {
    const { spec } = await inspectSpec(text);
    expect(spec !== undefined).toBe(valid);
  });
});

describe("readSpec says of", () => {
  it("an unknown version which ones are usable", async () => {
    const { problems } = await readSpec(
      "{cdiVersion: 0.9.9, kind: a.b/c, devices: [{name: d, containerEdits: {env: [A=1]}}]}",
    );
    expect(problems).toMatchObject([{ message: expect.stringMatching(/one of 0\.3\.0, .*1\.1\.0$/) }]);
  });

  it("deep nesting what Go runtimes do", async () => {
    const { problems } = await readSpec("[".repeat(300));
    expect(problems).toMatchObject([{ code: "nesting-too-deep", message: expect.stringContaining("10,000 levels") }]);
  });
});

describe("readSpec takes a plain scalar as the reference does", () => {
  const scalars = conformanceCases<ScalarCase[]>("scalars");

  it.each(scalars)("$scalar as a name", async ({ scalar, name }) => {
    const text = `cdiVersion: 1.1.0\nkind: a.b/c\ndevices:\n- name: ${scalar}\n  containerEdits:\n    env:\n    - A=1\n`;
    const { spec } = await readSpec(text);
    expect(spec?.devices[0]?.name ?? null).toBe(name);
  });

  it.each(scalars)("$scalar as a number", async ({ scalar, major }) => {
    const text = `cdiVersion: 1.1.0\nkind: a.b/c\ndevices:\n- name: d\n  containerEdits:\n    deviceNodes:\n    - path: /dev/x\n      type: c\n      minor: 1\n      major: ${scalar}\n`;
    const { spec } = await readSpec(text);
    const read = spec?.devices[0]?.containerEdits.deviceNodes?.[0]?.major;
    if (major === undefined) expect(read).toBeUndefined();
    else expect(read || null).toBe(major);
  });

  it.each(scalars)("$scalar as a boolean", async ({ scalar, bool }) => {
    const text = `cdiVersion: 1.1.0\nkind: a.b/c\ndevices:\n- name: d\n  containerEdits:\n    intelRdt:\n      closID: x\n      enableMonitoring: ${scalar}\n`;
    const { spec } = await readSpec(text);
    expect(spec ? (spec.devices[0]?.containerEdits.intelRdt?.enableMonitoring ?? false) : null).toBe(bool);
  });
});
