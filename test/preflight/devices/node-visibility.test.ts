import { expect, it } from "vitest";
import type { ContainerEdits } from "../../../src/cdi/spec.ts";
import { hiddenNodes } from "../../../src/preflight/devices/hidden-nodes.ts";
import { nodeSources } from "../../../src/preflight/devices/node-sources.ts";
import { nodevMounts } from "../../../src/preflight/devices/nodev-mounts.ts";
import { standardNodes } from "../../../src/preflight/devices/standard-nodes.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { saysOf } from "../says-of.ts";
import { said, subjectOn } from "../subject-on.ts";

const fuse = { path: "/dev/fuse", type: "c", major: 10, minor: 229 };
const nodes = { "/dev/fuse": "c 10:229", "/dev/kvm": "c 10:232", "/dev/null": "c 1:3" };
const edits: ContainerEdits = { deviceNodes: [fuse] };
const bind = (source: string, destination: string, ...options: string[]) => ({
  source,
  destination,
  type: "bind",
  options: ["bind", ...options],
});
const tmpfs = (destination: string, ...options: string[]) => ({ destination, type: "tmpfs", source: "tmpfs", options });
const userns = { linux: { namespaces: [{ type: "user" }] } };

const hidden = (oci: object, files = {}) => saysOf(hiddenNodes, { edits, oci, host: { nodes, files } });

it.each([
  [
    "another mount at its path",
    { mounts: [bind("/dev/kvm", "/dev/fuse")] },
    "the mount at /dev/fuse is made before, and runtimes leave what is there -> Take the mount at /dev/fuse out of the OCI spec",
  ],
  [
    "a file system at its path",
    { mounts: [tmpfs("/dev"), tmpfs("/dev/fuse")] },
    "the mount at /dev/fuse is made before, and runtimes leave what is there -> Take the mount at /dev/fuse out of the OCI spec",
  ],
  [
    "a directory of the host as /dev",
    { mounts: [bind("/srv/dev", "/dev")] },
    "/dev is a bind mount, on which runtimes make no nodes -> Mount a tmpfs at /dev, or bring the node by a mount of its own",
  ],
  [
    "a mask",
    { linux: { maskedPaths: ["/proc/kcore", "/dev/fuse"] } },
    "linux.maskedPaths of the OCI spec puts /dev/null or an empty directory over it -> Take /dev/fuse out of linux.maskedPaths",
  ],
])("a node is hidden by %s", (_, oci, expected) => {
  expect(hidden(oci)).toEqual([`error node-hidden: The container does not see the node /dev/fuse: ${expected}`]);
});

it("a node is hidden by a directory of the image, where nothing is mounted above", () => {
  const files = { "/run/bundle/rootfs/dev/fuse/x": "" };
  expect(hidden({ root: { path: "rootfs" } }, files)).toEqual([
    "error node-hidden: The container does not see the node /dev/fuse: the container's file system has a directory at /dev/fuse, and runtimes leave it -> Remove /dev/fuse from the container's file system, or mount a tmpfs at /dev",
  ]);
  expect(hidden({ root: { path: "rootfs" }, mounts: [tmpfs("/dev")] }, files)).toEqual([]);
});

it.each([
  ["a tmpfs at /dev or above", { mounts: [tmpfs("/"), tmpfs("/dev")] }],
  ["the very node mounted at its path", { mounts: [bind("/dev/fuse", "/dev/fuse")] }],
  ["the host's own /dev", { mounts: [bind("/dev", "/dev")] }],
  ["a mount that runc covers in a user namespace", { ...userns, mounts: [bind("/dev/kvm", "/dev/fuse")] }],
])("a node is seen with %s", (_, oci) => {
  expect(hidden(oci)).toEqual([]);
});

it("of two devices with one path, the first loses its node, unless it is the same", () => {
  const told = (hostPath: string) => {
    const devices = {
      a: { deviceNodes: [{ path: "/dev/x", hostPath: "/dev/fuse" }] },
      b: { deviceNodes: [{ path: "/dev/x", hostPath }] },
    };
    return said(hiddenNodes.run(subjectOn({ host: fakeHost({ nodes }).host, devices, oci: {} })));
  };
  expect(told("/dev/kvm")).toEqual([
    "error node-hidden: The container does not see the node /dev/x: vendor.com/device=b puts /dev/kvm of the host at the same path, and takes its place -> Give one of the two another path in its spec, or leave one of the devices out",
  ]);
  expect(told("/dev/fuse")).toEqual([]);
});

it("a node on a mount that is nodev cannot be opened; the last word of two counts", () => {
  const nodev = (...mounts: readonly object[]) => saysOf(nodevMounts, { edits, oci: { mounts }, host: { nodes } });
  expect(nodev(tmpfs("/dev", "nosuid", "nodev"))).toEqual([
    "error node-nodev: The node /dev/fuse cannot be opened: the mount at /dev has the option nodev, so opening it fails with EACCES (permission denied) -> Take nodev out of the options of the mount at /dev in the OCI spec",
  ]);
  expect(nodev(tmpfs("/dev", "nodev", "dev"))).toEqual([]);
  expect(nodev(tmpfs("/dev"), tmpfs("/dev/shm", "nodev"))).toEqual([]);
});

it("a mount of a device itself can be nodev", () => {
  const mounts = [{ hostPath: "/dev/fuse", containerPath: "/dev/fuse", options: ["bind", "nodev"] }];
  expect(saysOf(nodevMounts, { edits: { mounts }, host: { nodes } })).toEqual([
    "error node-nodev: The node /dev/fuse cannot be opened: the mount at /dev/fuse has the option nodev, so opening it fails with EACCES (permission denied) -> Take nodev out of the options of the mount at /dev/fuse in /etc/cdi/device.yaml",
  ]);
});

it("in a user namespace, runc takes the node of the host that has the path in the container", () => {
  const told = (path: string, runtime?: string, oci: object = userns) => {
    const deviceNodes = [{ path, hostPath: "/dev/fuse" }];
    return saysOf(nodeSources, {
      edits: { deviceNodes },
      oci,
      host: { nodes },
      ...(runtime !== undefined && { runtime }),
    });
  };
  const fix =
    'Bring it by mounts in its spec, with hostPath /dev/fuse, containerPath /dev/x and options ["bind","nosuid","noexec"], and add a rule for it to linux.resources.devices';
  expect(told("/dev/x")).toEqual([
    `error node-source-lost: In a user namespace, runc takes the node from the path that it has in the container: /dev/x, which the host does not have, instead of /dev/fuse -> ${fix}`,
  ]);
  expect(told("/dev/kvm")[0]).toContain("/dev/kvm, which is another device on the host, instead of /dev/fuse");
  expect(told("/dev/fuse")).toEqual([]);
  expect(told("/dev/x", "crun")).toEqual([]);
  expect(told("/dev/x", "runc", {})).toEqual([]);
});

it("a device that takes the place of a standard node is warned of, the node itself is not", () => {
  const told = (hostPath: string) =>
    saysOf(standardNodes, { edits: { deviceNodes: [{ path: "/dev/null", hostPath }] }, host: { nodes } });
  expect(told("/dev/fuse")).toEqual([
    "warning standard-node-replaced: Every program takes /dev/null for c 1:3, and the device puts c 10:229 there -> Give it another path in its spec",
  ]);
  expect(told("/dev/null")).toEqual([]);
  expect(saysOf(standardNodes, { edits, host: { nodes } })).toEqual([]);
});

it.each([hiddenNodes, nodevMounts, nodeSources])("$name has nothing to say without a container", (check) => {
  expect(saysOf(check, { edits, oci: false, host: { nodes } })).toEqual([]);
});
