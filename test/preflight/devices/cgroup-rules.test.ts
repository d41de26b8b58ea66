import { describe, expect, it } from "vitest";
import { cgroupRules } from "../../../src/preflight/devices/cgroup-rules.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";

const says = (parts: ContainerCase) => saysOf(cgroupRules, parts);

const v1 = { files: { "/sys/fs/cgroup/devices/devices.list": "" } };
const v2 = { files: { "/sys/fs/cgroup/cgroup.controllers": "cpu\n" } };
const fuse = { "/dev/fuse": "c 10:229" };
const mounts = { mounts: [{ hostPath: "/dev/fuse", containerPath: "/dev/fuse", options: ["bind"] }] };
const denyAll = { allow: false, access: "rwm" };
const allowAll = { allow: true, access: "rwm" };
const withRules = (...devices: readonly object[]) => ({ linux: { resources: { devices } } });

describe("a node that a device mounts, which brings no rule", () => {
  const parts = { edits: mounts, oci: withRules(denyAll) };

  it("is denied by every runtime, and the fix says how a rule comes", () => {
    expect(says({ ...parts, host: { ...v2, nodes: fuse } })).toEqual([
      'error cgroup-denies: linux.resources.devices does not allow /dev/fuse (c 10:229): opening it for reading and writing fails with EPERM (operation not permitted) -> Put it in deviceNodes of its spec instead of mounts; or add {"allow":true,"type":"c","major":10,"minor":229,"access":"rw"} to the end of linux.resources.devices',
    ]);
  });

  it("is let be once that rule is there", () => {
    const rule = { allow: true, type: "c", major: 10, minor: 229, access: "rw" };
    for (const host of [v1, v2]) {
      expect(says({ ...parts, oci: withRules(denyAll, rule), host: { ...host, nodes: fuse } })).toEqual([]);
    }
  });

  it.each([
    [undefined, "warning cgroup-may-deny"],
    ["docker", "warning cgroup-may-deny"],
    ["runc", "error cgroup-denies"],
    ["crun", undefined],
  ])("without any rule is denied by runc alone; runtime %s: %s", (runtime, expected) => {
    const [first] = says({ edits: mounts, host: { ...v2, nodes: fuse }, ...(runtime !== undefined && { runtime }) });
    expect(first?.split(":")[0]).toBe(expected);
    if (expected === "warning cgroup-may-deny") expect(first).toContain("(c 10:229) in the hands of runc: opening");
  });

  it("is found in a directory of nodes, however deep", () => {
    const nodes = { "/dev/bus/usb/001/001": "c 189:0", "/dev/bus/usb/001/002": "c 189:1" };
    const edits = { mounts: [{ hostPath: "/dev/bus/usb", containerPath: "/usb", options: ["bind"] }] };
    const files = { ...v2.files, "/dev/bus/usb/001/001": "", "/dev/bus/usb/001/002": "" };
    expect(says({ edits, oci: withRules(denyAll), host: { files, nodes } })).toEqual([
      'error cgroup-denies: linux.resources.devices does not allow /usb/001/001 (c 189:0) and 1 more: opening it for reading and writing fails with EPERM (operation not permitted) -> Put it in deviceNodes of its spec instead of mounts; or add {"allow":true,"type":"c","major":189,"minor":0,"access":"rw"} to the end of linux.resources.devices',
    ]);
  });

  it("is no matter where an ordinary thing is mounted, or nothing is known of it", () => {
    const edits = {
      mounts: [
        { hostPath: "/dev/gone", containerPath: "/dev/gone" },
        { hostPath: "/usr", containerPath: "/usr" },
      ],
    };
    expect(says({ edits, oci: withRules(denyAll), host: { ...v2, nodes: fuse } })).toEqual([]);
  });
});

describe("a device node, which brings a rule", () => {
  const edits = { deviceNodes: [{ path: "/dev/fuse", type: "c", major: 10, minor: 229 }] };

  it.each([
    ["no rules", {}],
    ["everything denied", withRules(denyAll)],
    ["everything allowed", withRules(allowAll)],
    [
      "its class denied, after which it is allowed",
      withRules(denyAll, { allow: false, type: "c", major: 10, access: "rwm" }),
    ],
  ])("is allowed with %s", (_, oci) => {
    for (const host of [v1, v2]) expect(says({ edits, oci, host: { ...host, nodes: fuse } })).toEqual([]);
  });

  it("stays denied by crun with cgroup v1 where everything is allowed but its class", () => {
    const oci = withRules(allowAll, { allow: false, type: "c", major: 10, access: "rwm" });
    const told =
      "error cgroup-denies: linux.resources.devices does not allow /dev/fuse (c 10:229): opening it for reading and writing fails with EPERM (operation not permitted) -> Take out of linux.resources.devices what denies it: c 10:* rwm";
    expect(says({ edits, oci, runtime: "crun", host: { ...v1, nodes: fuse } })).toEqual([told]);
    expect(says({ edits, oci, runtime: "crun", host: { ...v2, nodes: fuse } })).toEqual([]);
  });

  it("is not judged by runc where runc fails on the rules altogether", () => {
    const oci = withRules(allowAll, { allow: false, type: "c", major: 10, access: "rwm" });
    expect(says({ edits, oci, runtime: "runc", host: { ...v1, nodes: fuse } })).toEqual([]);
  });

  it("is let be where it asks for nothing, or where its numbers are not known", () => {
    const none = { deviceNodes: [{ path: "/dev/fuse", permissions: "none" }, { path: "/dev/gone" }] };
    expect(says({ edits: none, oci: withRules(denyAll), host: { ...v2, nodes: fuse } })).toEqual([]);
  });
});

it("nothing is said without a container, nor on a host that cannot deny anything", () => {
  expect(says({ edits: mounts, oci: false, host: { ...v2, nodes: fuse } })).toEqual([]);
  const host = { nodes: fuse, directories: ["/sys/fs/cgroup/memory"] };
  expect(says({ edits: mounts, oci: withRules(denyAll), host })).toEqual([]);
});
