import { expect, it } from "vitest";
import { charLinks } from "../../../src/preflight/devices/char-links.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";

const says = (parts: ContainerCase) => saysOf(charLinks, parts);

const oci = { linux: { cgroupsPath: "system.slice:docker:0123" } };
const node = (path: string, type: string, major: number, minor: number) => ({ path, type, major, minor });
const nodes = { "/dev/nvidia0": "c 195:0", "/dev/sda": "b 8:0" };
const edits = { deviceNodes: [node("/dev/nvidia0", "c", 195, 0)] };
const disk = { deviceNodes: [node("/dev/disk", "b", 8, 0)].map((each) => ({ ...each, hostPath: "/dev/sda" })) };

it("a missing link is warned of, where systemd sets the rules for runc", () => {
  expect(says({ edits, oci, host: { nodes } })).toEqual([
    "warning device-link-missing: The host has no /dev/char/195:0: systemd, which sets the device rules for runc, can lose the rule without it, after systemctl daemon-reload at the latest -> Run nvidia-ctk system create-dev-char-symlinks --create-all",
  ]);
  expect(says({ edits: disk, oci, host: { nodes } })).toEqual([
    "warning device-link-missing: The host has no /dev/block/8:0: systemd, which sets the device rules for runc, can lose the rule without it, after systemctl daemon-reload at the latest -> Run mkdir -p /dev/block && ln -s /dev/sda /dev/block/8:0",
  ]);
});

it("nothing is said where it is there, where cgroups are runc's own matter, and of crun", () => {
  const files = { "/dev/nvidia0": "" };
  expect(says({ edits, oci, host: { nodes, files, links: { "/dev/char/195:0": "../nvidia0" } } })).toEqual([]);
  for (const cgroupsPath of [undefined, "/docker/0123", "/a:b:c", "a:b:c:d"]) {
    expect(says({ edits, oci: { linux: { cgroupsPath } }, host: { nodes } })).toEqual([]);
  }
  expect(says({ edits, oci, host: { nodes }, runtime: "crun" })).toEqual([]);
});

it("a host whose /dev cannot be read is unknown, unless there is no node to look for", () => {
  expect(says({ edits, oci })).toEqual([
    "info unknown: Cannot look for the links in /dev/char by which systemd finds device nodes: /dev cannot be read -> Run it on the host",
  ]);
  expect(says({ oci })).toEqual([]);
});
