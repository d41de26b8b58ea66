import { expect, it } from "vitest";
import { cgroupRuleFaults } from "../../../src/preflight/devices/cgroup-rule-faults.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";

const says = (parts: ContainerCase) => saysOf(cgroupRuleFaults, parts);

const v1 = { files: { "/sys/fs/cgroup/devices/devices.list": "" } };
const v2 = { files: { "/sys/fs/cgroup/cgroup.controllers": "cpu\n" } };
const oci = (...devices: readonly unknown[]) => ({ linux: { resources: { devices } } });
const rule = { allow: true, type: "c", major: 1, minor: 3, access: "rwm" };

it.each<[string, object[], { files: Record<string, string> }, string]>([
  [
    "a type that there is not",
    [rule, { ...rule, type: "u" }],
    v1,
    "error cgroup-rule-invalid: linux.resources.devices[1] (u 1:3 rwm): its type is none of a, b and c; runc and crun fail on it -> Write c for a character device and b for a block device",
  ],
  [
    "the same with cgroup v2, which crun's program takes for c",
    [rule, { ...rule, type: "u" }],
    v2,
    "warning cgroup-rule-doubtful: linux.resources.devices[1] (u 1:3 rwm): its type is none of a, b and c; runc fails on it -> Write c for a character device and b for a block device",
  ],
  [
    "no access",
    [{ ...rule, access: "" }, rule, { ...rule, access: undefined }],
    v1,
    "error cgroup-rule-invalid: linux.resources.devices[0] (c 1:3) (and 1 more): it has no access; runc and crun fail on it -> Give it an access of the letters r, w and m",
  ],
  [
    "no access for all devices, which crun does not need",
    [{ allow: false }],
    v1,
    "warning cgroup-rule-doubtful: linux.resources.devices[0] (a *:* rwm): it has no access; runc fails on it -> Give it an access of the letters r, w and m",
  ],
  [
    "another letter",
    [{ ...rule, access: "rx" }],
    v1,
    "warning cgroup-rule-doubtful: linux.resources.devices[0] (c 1:3 rx): its access has other letters than r, w and m; crun fails on it -> Leave only r, w and m in it",
  ],
  [
    "a number below any",
    [{ ...rule, major: -5 }],
    v1,
    "error cgroup-rule-invalid: linux.resources.devices[0] (c -5:3 rwm): a number of it is negative; runc and crun fail on it -> Leave the number out, which stands for any",
  ],
  [
    "a number that stands for any in runc alone",
    [{ ...rule, major: -1 }],
    v1,
    "warning cgroup-rule-doubtful: linux.resources.devices[0] (c -1:3 rwm): a number of it is negative; crun fails on it -> Leave the number out, which stands for any",
  ],
  [
    "a number that is too large",
    [{ ...rule, minor: 2 ** 32 }],
    v1,
    "error cgroup-rule-invalid: linux.resources.devices[0] (c 1:4294967296 rwm): a number of it is larger than any device has; runc and crun fail on it -> Write the number that ls -l shows of the device node",
  ],
  [
    "half a number",
    [{ ...rule, minor: 0.5 }],
    v2,
    "error cgroup-rule-invalid: linux.resources.devices[0] (c 1:0.5 rwm): a number of it is not whole; runc and crun fail on it -> Write a whole number; leave it out for any",
  ],
  [
    "a hole in what is allowed",
    [
      { ...rule, minor: undefined },
      { ...rule, minor: 11, allow: false },
    ],
    v2,
    'warning cgroup-rule-doubtful: The device rule c 1:11 rwm denies a part of what a wider rule allows, on which runc fails with "cannot punch hole in existing wildcard rule" -> Take the rule out of linux.resources.devices, or write the wider one for each device by itself',
  ],
  [
    "a hole in what is denied",
    [
      { allow: true, access: "rwm" },
      { allow: false, type: "c", major: 5, access: "rwm" },
    ],
    v1,
    'warning cgroup-rule-doubtful: The device rule c 5:0 rwm allows a part of what a wider rule denies, on which runc fails with "cannot punch hole in existing wildcard rule" -> Deny all devices first and then allow each that is needed, or take the wider rule out of linux.resources.devices',
  ],
])("%s", (_, rules, host, expected) => {
  expect(says({ oci: oci(...rules), host })).toEqual([expected]);
});

it.each([
  ["what runtimes take everywhere", oci({ allow: false, access: "rwm" }, rule), v1],
  ["what only version 1 does not take, with version 2", oci({ ...rule, major: -7 }, { ...rule, access: "x" }), v2],
  ["numbers that belong to all devices", oci({ allow: true, type: "a", major: 2 ** 40, access: "rwm" }), v1],
  ["no rules", {}, v1],
  ["what is no list", { linux: { resources: { devices: "all" } } }, v1],
])("nothing is said of %s", (_, container, host) => {
  expect(says({ oci: container, host })).toEqual([]);
});

it.each([
  ["runc", "error"],
  ["crun", undefined],
  ["podman", "warning"],
])("what runc alone fails on is for %s: %s", (runtime, severity) => {
  const holes = oci({ ...rule, minor: undefined }, { ...rule, minor: 11, allow: false });
  expect(says({ oci: holes, host: v2, runtime })[0]?.split(" ")[0]).toBe(severity);
});

it("a node without permissions is told with its device, for its rule has no access", () => {
  const edits = { deviceNodes: [{ path: "/dev/fuse", type: "c", major: 10, minor: 229, permissions: "none" }] };
  expect(says({ edits, host: { ...v1, nodes: { "/dev/fuse": "c 10:229" } } })).toEqual([
    "error cgroup-rule-invalid: linux.resources.devices[0] (c 10:229): it has no access; runc and crun fail on it -> Write in permissions of the device node what of rwm is needed",
  ]);
});

it("however many rules have a fault, it is told once, and a long or odd text stays short and on its line", () => {
  const many = Array.from({ length: 20_000 }, () => ({ ...rule, type: `\n${"u".repeat(1000)}` }));
  const told = says({ oci: oci(...many), host: v1 });
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("(and 19999 more)");
  expect(told[0]).not.toContain("\n");
  expect(told[0]?.length).toBeLessThan(400);
});
