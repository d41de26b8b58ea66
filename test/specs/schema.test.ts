import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { inspectSpec } from "../../src/cdi/inspect-spec.ts";
import { conformanceCases, type SpecCase } from "../conformance/cases.ts";
import { shippedSpecs, shippedText } from "./shipped-specs.ts";

const schema = JSON.parse(shippedText("schema/cdi.schema.json"));
const accepts = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);

/** A spec that is right, but for what a case changes in it. */
function specWith(change: object, edits: object = { env: ["A=1"] }): object {
  return {
    cdiVersion: "1.1.0",
    kind: "example.com/device",
    devices: [{ name: "d", containerEdits: edits }],
    ...change,
  };
}

function without(field: string): object {
  return Object.fromEntries(Object.entries(specWith({})).filter(([name]) => name !== field));
}

function edited(edits: object): object {
  return specWith({}, edits);
}

describe("the schema accepts", () => {
  it.each(shippedSpecs())("$file", ({ text }) => {
    accepts(parse(text));
    expect(accepts.errors ?? []).toEqual([]);
  });

  it.each<[string, object]>([
    ["every field at once", edited(everyEdit())],
    ["annotations", specWith({ annotations: { "example.com/note": "x" } })],
    ["a class with dots", specWith({ kind: "example.com/gpu.coherent" })],
    ["a version with a v", specWith({ cdiVersion: "v1.0.0" })],
    ["its own example", schema.examples[0]],
    [
      "the oldest version, where no newer field is in use",
      specWith({ cdiVersion: "0.3.0" }, { deviceNodes: [{ path: "/dev/x", type: "c", major: 1, minor: 2 }] }),
    ],
  ])("%s", (_, spec) => {
    accepts(spec);
    expect(accepts.errors ?? []).toEqual([]);
  });

  it("what the reference accepts with its own schema, unless its decoder has to bend it first", async () => {
    for (const { file, text, validWithSchema } of plainJsonCases()) {
      if (!validWithSchema) continue;
      const { problems } = await inspectSpec(text);
      const bent = problems.some(({ code }) => code === "key-case" || code === "value-converted");
      expect({ file, accepted: accepts(JSON.parse(text)) }).toEqual({ file, accepted: !bent });
    }
  });
});

describe("the schema rejects", () => {
  const wrong: [string, unknown][] = [
    ["null", null],
    ["a list", []],
    ["a spec without a version", without("cdiVersion")],
    ["a spec without a kind", without("kind")],
    ["a spec without devices", without("devices")],
    ["an empty list of devices", specWith({ devices: [] })],
    ["an unknown field", specWith({ containerEdit: {} })],
    ["an unreleased version", specWith({ cdiVersion: "0.5.1" })],
    ["a version below the oldest that a runtime takes", specWith({ cdiVersion: "0.2.0" })],
    ["a version that is a number", specWith({ cdiVersion: 1.1 })],
    ["a kind without a class", specWith({ kind: "example.com" })],
    ["a kind with a vendor that starts with a digit", specWith({ kind: "3dfx.com/gpu" })],
    ["a kind with two slashes", specWith({ kind: "example.com/a/b" })],
    ["an annotation that is a number", specWith({ annotations: { numaNode: 0 } })],
    ["a device without a name", specWith({ devices: [{ containerEdits: { env: ["A=1"] } }] })],
    ["a device without edits", specWith({ devices: [{ name: "d" }] })],
    ["a device with empty edits", edited({})],
    ["a device name with a slash", specWith({ devices: [{ name: "a/b", containerEdits: { env: ["A=1"] } }] })],
    ["a device name that ends in a dash", specWith({ devices: [{ name: "a-", containerEdits: { env: ["A=1"] } }] })],
    ["an unknown edit", edited({ rlimits: [] })],
    ["the example of the specification's prose", edited({ additionalGIDs: [5] })],
    ["an env entry without =", edited({ env: ["A"] })],
    ["an env entry without a name", edited({ env: ["=1"] })],
    ["a device node without a path", edited({ deviceNodes: [{ hostPath: "/dev/x" }] })],
    ["a device node with an empty path", edited({ deviceNodes: [{ path: "" }] })],
    ["an unknown device type", edited({ deviceNodes: [{ path: "/dev/x", type: "char" }] })],
    ["a negative device number", edited({ deviceNodes: [{ path: "/dev/x", major: -1 }] })],
    ["a device number as text", edited({ deviceNodes: [{ path: "/dev/x", major: "1" }] })],
    ["a file mode as text", edited({ deviceNodes: [{ path: "/dev/x", fileMode: "0666" }] })],
    ["access that is none of r, w and m", edited({ deviceNodes: [{ path: "/dev/x", permissions: "rwx" }] })],
    ["a user above 32 bits", edited({ deviceNodes: [{ path: "/dev/x", uid: 4294967296 }] })],
    ["a device node of null", edited({ deviceNodes: [null] })],
    ["a net device without a name", edited({ netDevices: [{ hostInterfaceName: "eth0" }] })],
    ["an unknown hook name", edited({ hooks: [{ hookName: "preStart", path: "/bin/true" }] })],
    ["a hook without a path", edited({ hooks: [{ hookName: "prestart" }] })],
    ["a negative timeout", edited({ hooks: [{ hookName: "prestart", path: "/bin/true", timeout: -1 }] })],
    ["a hook env entry without =", edited({ hooks: [{ hookName: "prestart", path: "/bin/true", env: ["A"] }] })],
    ["a mount without a container path", edited({ mounts: [{ hostPath: "/a" }] })],
    ["mount options as text", edited({ mounts: [{ hostPath: "/a", containerPath: "/a", options: "ro" }] })],
    ["a closID with a slash", edited({ intelRdt: { closID: "a/b" } })],
    ["a closID of two dots", edited({ intelRdt: { closID: ".." } })],
    ["an RDT field that was removed", edited({ intelRdt: { enableCMT: true } })],
    ["a negative group", edited({ additionalGids: [-1] })],
    ["netDevices before 1.1.0", specWith({ cdiVersion: "1.0.0" }, { netDevices: everyEdit().netDevices })],
    ["schemata before 1.1.0", specWith({ cdiVersion: "v1.0.0" }, { intelRdt: { schemata: ["L3:0=f"] } })],
    ["monitoring before 1.1.0", specWith({ cdiVersion: "0.7.0" }, { intelRdt: { enableMonitoring: true } })],
    ["intelRdt before 0.7.0", specWith({ cdiVersion: "0.6.0" }, { intelRdt: {} })],
    ["additionalGids before 0.7.0", specWith({ cdiVersion: "0.6.0", containerEdits: { additionalGids: [5] } })],
    ["annotations before 0.6.0", specWith({ cdiVersion: "0.5.0", annotations: { a: "b" } })],
    ["a class with dots before 0.6.0", specWith({ cdiVersion: "0.5.0", kind: "example.com/gpu.coherent" })],
    ["a hostPath before 0.5.0", specWith({ cdiVersion: "0.4.0" }, { deviceNodes: [{ path: "/a", hostPath: "/b" }] })],
    [
      "a name that starts with a digit before 0.5.0",
      specWith({ cdiVersion: "0.4.0", devices: [{ name: "0", containerEdits: { env: ["A=1"] } }] }),
    ],
    [
      "a mount type before 0.4.0",
      specWith({ cdiVersion: "0.3.0" }, { mounts: [{ hostPath: "/a", containerPath: "/a", type: "bind" }] }),
    ],
  ];

  it.each(wrong)("%s", (_, spec) => {
    expect(accepts(spec)).toBe(false);
  });

  it.each(wrong)("%s, which the registry reports too", async (_, spec) => {
    const { problems } = await inspectSpec(JSON.stringify(spec));
    expect(problems).not.toEqual([]);
  });
});

/** The cases whose text is JSON to a JSON parser, so that there is one document to judge. */
function plainJsonCases(): SpecCase[] {
  return conformanceCases<SpecCase[]>("specs").filter(({ text }) => {
    try {
      return JSON.parse(text) !== undefined;
    } catch {
      return false;
    }
  });
}

function everyEdit() {
  return {
    env: ["A=", "B=x=y"],
    deviceNodes: [
      {
        path: "/dev/x",
        hostPath: "/dev/y",
        type: "c",
        major: 1,
        minor: 0,
        fileMode: 438,
        permissions: "none",
        uid: 0,
        gid: 44,
      },
    ],
    netDevices: [{ hostInterfaceName: "enp3s0f0v0", name: "eth1" }],
    hooks: [{ hookName: "createRuntime", path: "/bin/true", args: ["true"], env: ["A=1"], timeout: 1 }],
    mounts: [{ hostPath: "/a", containerPath: "/b", options: ["ro", "bind"], type: "none" }],
    intelRdt: { closID: "a", l3CacheSchema: "L3:0=f", memBwSchema: "MB:0=70", schemata: [], enableMonitoring: true },
    additionalGids: [44],
  };
}
