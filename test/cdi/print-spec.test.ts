import { describe, expect, it } from "vitest";
import { printSpec } from "../../src/cdi/print-spec.ts";
import { readSpec } from "../../src/cdi/read-spec.ts";
import type { Spec } from "../../src/cdi/spec.ts";

/** Every field stands where the specification does not have it. */
const jumbled: Spec = {
  containerEdits: { additionalGids: [5], env: ["ALL=1"] },
  devices: [
    {
      containerEdits: {
        mounts: [{ options: ["ro"], containerPath: "/b", hostPath: "/a" }],
        hooks: [{ args: ["x"], path: "/x", hookName: "prestart" }],
        deviceNodes: [{ minor: 3, major: 1, type: "c", path: "/dev/null" }],
      },
      annotations: { z: "1", a: "2" },
      name: "0",
    },
  ],
  kind: "vendor.com/gpu",
  cdiVersion: "0.7.0",
};

const fields = ["cdiVersion", "kind", "devices", "name", "annotations", "containerEdits", "deviceNodes", "path"];
const more = ["type", "major", "minor", "hooks", "hookName", "path", "args", "mounts", "hostPath", "containerPath"];
const rest = ["options", "containerEdits", "env", "additionalGids"];

describe("printSpec", () => {
  it.each(["yaml", "json"] as const)("puts fields in the specification's order, in %s", (format) => {
    const keys = printSpec(jumbled, format).matchAll(/^[\s-]*"?(\w{2,})"?:/gm);
    expect(Array.from(keys, ([, key]) => key)).toEqual([...fields, ...more, ...rest]);
  });

  it.each(["yaml", "json"] as const)("makes %s that reads back as the same spec", async (format) => {
    expect(await readSpec(printSpec(jumbled, format))).toEqual({ spec: jumbled, problems: [] });
  });

  it("keeps what has no order in the specification in the order it has", () => {
    expect(printSpec(jumbled, "json")).toContain('"z": "1",\n        "a": "2"');
  });

  it.each(["yaml", "json"] as const)("prints lists and objects that are empty, in %s", async (format) => {
    const devices = [{ name: "d", containerEdits: { env: ["A=1"], hooks: [] } }];
    const spec: Spec = { cdiVersion: "0.3.0", kind: "a.b/c", devices, containerEdits: {} };
    expect(await readSpec(printSpec(spec, format))).toEqual({ spec, problems: [] });
  });
});
