import { expect, it } from "vitest";
import { deviceNodes } from "../../../src/preflight/devices/device-nodes.ts";
import { fakeHost } from "../../host/fake-host.ts";
import { said, subjectOn } from "../subject-on.ts";

const nodes = { "/dev/there": "c 240:1 0666", "/dev/hidden": "unseen" };
const saidOf = (node: { path: string; hostPath?: string; type?: string; major?: number; minor?: number }) =>
  said(deviceNodes.run(subjectOn({ host: fakeHost({ nodes }).host, devices: { a: { deviceNodes: [node] } } })));

it.each([
  ["that is there", { path: "/dev/there" }],
  ["of the recorded number", { path: "/dev/there", type: "c", major: 240, minor: 1 }],
  ["at another path", { path: "/dev/x", hostPath: "/dev/there" }],
])("nothing is said of a node %s", (_, node) => {
  expect(saidOf(node)).toEqual([]);
});

it("a node that is missing is an error, whatever the spec records of it", () => {
  const told =
    "error host-node-missing: The host does not have the node: /dev/gone: no such file or directory -> load the driver that makes /dev/gone; if the device is gone, write its spec anew";
  expect(saidOf({ path: "/dev/gone" })).toEqual([told]);
  expect(saidOf({ path: "/dev/x", hostPath: "/dev/gone", type: "c", major: 1, minor: 3 })).toEqual([told]);
});

it("a node of another number is an error", () => {
  expect(saidOf({ path: "/dev/there", type: "c", major: 195, minor: 1 })).toEqual([
    "error host-node-mismatch: The node of the host is another one: /dev/there: 240:1 on the host, 195:1 in the spec -> write the spec anew, without numbers, as cdictl generate does",
  ]);
});

it("a node that nobody may look at is unknown", () => {
  expect(saidOf({ path: "/dev/hidden" })).toEqual([
    "info unknown: Cannot look at the node: /dev/hidden: permission denied -> run it as root",
  ]);
});
