import { expect, it } from "vitest";
import { nodeEdits } from "../../../src/generators/nodes/node-edits.ts";
import { HostTree } from "../../../src/host/host-tree.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { hostOf } from "../generate-on.ts";

const node = { type: "c", major: 10, minor: 232, fileMode: 0o660 };

it("names a node without its numbers, which the runtime reads from the host", () => {
  expect(nodeEdits(hostOf({}), [{ path: "/dev/kvm", node }])).toEqual({
    deviceNodes: [{ path: "/dev/kvm", permissions: "rw" }],
  });
});

it("says where a node is on the host where that is elsewhere", () => {
  const { host, root, add } = fakeHost();
  add({ directories: ["/run/driver/dev"] });
  const places = { tree: host, devices: new HostTree(`${root}/run/driver`), driver: host };
  expect(nodeEdits(places, [{ path: "/dev/serial/by-id/x", from: "/dev/ttyUSB0" }]).deviceNodes).toEqual([
    { path: "/dev/serial/by-id/x", hostPath: "/run/driver/dev/ttyUSB0", permissions: "rw" },
  ]);
});

it("gives each group that has access once, and its nodes with it", () => {
  const nodes = ["/dev/dri/card0", "/dev/dri/card1"].map((path) => ({ path, node: { ...node, gid: 44 } }));
  const render = { path: "/dev/dri/renderD128", node: { ...node, gid: 109 } };
  const open = { path: "/dev/fuse", node: { ...node, fileMode: 0o666, gid: 20 } };
  const edits = nodeEdits(hostOf({}), [...nodes, render, open]);
  expect(edits.additionalGids).toEqual([44, 109]);
  expect(edits.deviceNodes?.map(({ gid }) => gid)).toEqual([44, 44, 109, undefined]);
});
