import { expect, it } from "vitest";
import { cgroupController } from "../../../src/preflight/devices/cgroup-controller.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";

const says = (parts: ContainerCase) => saysOf(cgroupController, parts);

const nodes = { "/dev/fuse": "c 10:229" };
const edits = { deviceNodes: [{ path: "/dev/fuse", type: "c", major: 10, minor: 229 }] };
const split = {
  linux: {
    resources: {
      devices: [
        { allow: true, access: "rwm" },
        { allow: false, type: "c", major: 10, access: "w" },
      ],
    },
  },
};
const none = { directories: ["/sys/fs/cgroup/memory"] };

it("a host with cgroup v1 but without its controller for devices stops runc, and not crun", () => {
  const told = [
    'error cgroup-without-devices: The host has neither the controller "devices" of cgroup v1 nor cgroup v2, so runc fails with "mountpoint for devices not found" -> Run mkdir -p /sys/fs/cgroup/devices && mount -t cgroup -o devices cgroup /sys/fs/cgroup/devices',
  ];
  expect(says({ edits, host: { nodes, ...none } })).toEqual(told);
  expect(says({ edits, host: { nodes, ...none }, runtime: "crun" })).toEqual([]);
});

it("a host whose cgroups cannot be seen is told of only where an answer depends on their version", () => {
  expect(says({ edits, host: { nodes }, oci: split })).toEqual([
    "info unknown: Cannot see whether the host has cgroup v1 or v2, with which its device rules come to different things: /sys/fs/cgroup cannot be read -> Run it where the host's /sys/fs/cgroup is mounted",
  ]);
  expect(says({ edits, host: { nodes } })).toEqual([]);
  expect(says({ edits, host: { nodes }, oci: split, runtime: "runc" })).toEqual([]);
});

it.each([
  ["v1", { files: { "/sys/fs/cgroup/devices/devices.list": "" } }],
  ["v2", { files: { "/sys/fs/cgroup/cgroup.controllers": "" } }],
])("nothing is said of a host with %s, nor without a container", (_, host) => {
  expect(says({ edits, host: { nodes, ...host }, oci: split })).toEqual([]);
  expect(says({ edits, host: { nodes, ...none }, oci: false })).toEqual([]);
});
