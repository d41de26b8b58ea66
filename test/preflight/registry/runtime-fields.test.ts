import { describe, expect, it } from "vitest";
import type { ContainerEdits } from "../../../src/cdi/spec.ts";
import { runtimeFields } from "../../../src/preflight/registry/runtime-fields.ts";
import { said, subjectOn } from "../subject-on.ts";

const says = (edits: ContainerEdits, runtime?: string) =>
  said(runtimeFields.run(subjectOn({ devices: { x: edits }, ...(runtime !== undefined && { runtime }) })));

const net = { netDevices: [{ hostInterfaceName: "eth1", name: "eth1" }] };
const bound = (option: string) => ({
  mounts: [{ hostPath: "/a", containerPath: "/a", options: ["rbind", option] }],
});

describe("a field that a device needs", () => {
  it("is ignored without a word by runtimes that are too old", () => {
    expect(says(net, "runc@1.3.0")).toEqual([
      "error field-ignored: runc 1.3.0 ignores netDevices without a word, so the network interface stays on the host -> Update runc to 1.4.0 or later",
    ]);
    expect(says(net, "crun@1.8.1")).toHaveLength(1);
  });

  it("may be ignored where the version is known in part", () => {
    expect(says(net, "runc@1")).toEqual([
      "warning field-may-be-ignored: runc before 1.4.0 ignores netDevices without a word, so the network interface stays on the host -> Update runc to 1.4.0 or later",
    ]);
  });

  it.each(["runc@1.4.0", "runc@2", "crun@1.22", "podman@4", undefined])("is known to %s, or may well be", (runtime) => {
    expect(says(net, runtime)).toEqual([]);
  });

  it.each([
    [{ intelRdt: { schemata: ["L3:0=f"] } }, "runc@1.3", 1],
    [{ intelRdt: { enableMonitoring: true } }, "crun@1.23", 1],
    [{ intelRdt: { closID: "a" } }, "runc@1.0", 0],
    [bound("idmap"), "runc@1.1", 1],
    [bound("idmap"), "crun@1.8", 0],
    [bound("ridmap"), "crun@1.8", 1],
    [bound("ro"), "runc@1.1", 0],
  ])("%j with %s: %d", (edits, runtime, expected) => {
    expect(says(edits, runtime)).toHaveLength(expected);
  });

  it("may come with the spec of a device", () => {
    const subject = subjectOn({ devices: { x: { env: ["A=1"] } }, common: net, runtime: "runc@1.3" });
    expect(runtimeFields.run(subject)).toMatchObject([{ devices: ["vendor.com/device=x"] }]);
  });
});
