import { expect, it } from "vitest";
import type { Spec } from "../../src/cdi/spec.ts";
import { specChanges } from "../../src/generators/spec-changes.ts";

const before: Spec = {
  cdiVersion: "0.6.0",
  kind: "vendor.com/thing",
  devices: [
    { name: "gone", containerEdits: { deviceNodes: [{ path: "/dev/gone" }] } },
    {
      name: "x",
      annotations: { driverVersion: "570" },
      containerEdits: {
        env: ["A=1"],
        deviceNodes: [{ path: "/dev/x", major: 1 }],
        mounts: [{ hostPath: "/lib/libx.so.570", containerPath: "/lib/libx.so.570" }],
        hooks: [{ hookName: "createContainer", path: "/bin/hook", args: ["hook", "go"] }],
      },
    },
  ],
};

it("are none between a spec and itself, in whatever order fields are", () => {
  expect(specChanges(before, structuredClone(before))).toEqual([]);
});

it("are what was added, removed and changed", () => {
  const after: Spec = {
    cdiVersion: "0.7.0",
    kind: "vendor.com/thing",
    annotations: { a: "b" },
    devices: [
      { name: "new", containerEdits: { deviceNodes: [{ path: "/dev/new" }] } },
      {
        name: "x",
        annotations: { driverVersion: "575" },
        containerEdits: {
          env: ["A=2"],
          deviceNodes: [{ path: "/dev/x", major: 2 }],
          mounts: [{ hostPath: "/lib/libx.so.575", containerPath: "/lib/libx.so.575" }],
          additionalGids: [44],
        },
      },
    ],
  };
  expect(specChanges(before, after)).toEqual([
    "cdiVersion was 0.6.0, is 0.7.0",
    'annotation a is new: "b"',
    "device gone is there no longer",
    "device new is new",
    'device x: annotation driverVersion was "570", is "575"',
    'device x: environment A was {"env":"A=1"}, is {"env":"A=2"}',
    'device x: node /dev/x was {"major":1}, is {"major":2}',
    "device x: createContainer hook /bin/hook go is there no longer",
    "device x: mount /lib/libx.so.570 is there no longer",
    'device x: mount /lib/libx.so.575 is new: {"hostPath":"/lib/libx.so.575"}',
    "device x: group 44 is new",
  ]);
});
