import { describe, expect, it } from "vitest";
import type { ContainerEdits } from "../../src/cdi/spec.ts";
import { applyEdits } from "../../src/oci/apply-edits.ts";
import type { DeviceLookup } from "../../src/oci/device-lookup.ts";
import { documentOf, edit, emptyHost } from "./parse.ts";

const host: DeviceLookup = (path) => {
  if (path === "/dev/full") return { type: "c", major: 1, minor: 7, fileMode: 0o666 };
  if (path === "/run/pipe") return { type: "p", major: 0, minor: 0, fileMode: 0o600 };
  return { missing: "no such file" };
};

function result(document: object, edits: ContainerEdits, lookup = host): unknown {
  return JSON.parse(edit(JSON.stringify(document), edits, lookup));
}

describe("environment", () => {
  it("replaces a variable where it stands last and adds others at the end", () => {
    const document = { process: { env: ["A=1", "B=1", "A=2"] } };
    expect(result(document, { env: ["A=x", "C=1", "C=2"] })).toEqual({
      process: { env: ["A=1", "B=1", "A=x", "C=2"] },
    });
  });

  it("makes the process where there is none", () => {
    expect(result({ process: null }, { env: ["A=1"] })).toEqual({ process: { env: ["A=1"] } });
    expect(result({}, { env: ["A=1"] })).toEqual({ process: { env: ["A=1"] } });
  });
});

describe("device nodes", () => {
  it("take type, numbers and mode from the host where the spec has none", () => {
    expect(result({}, { deviceNodes: [{ path: "/dev/x", hostPath: "/dev/full" }] })).toEqual({
      linux: {
        devices: [{ path: "/dev/x", type: "c", major: 1, minor: 7, fileMode: 0o666 }],
        resources: { devices: [{ allow: true, type: "c", major: 1, minor: 7, access: "rwm" }] },
      },
    });
  });

  it("need no host where they have type and major", () => {
    const edits = { deviceNodes: [{ path: "/dev/x", type: "b", major: 8, minor: 1 }] };
    expect(result({}, edits, emptyHost)).toMatchObject({
      linux: { devices: [{ path: "/dev/x", type: "b", major: 8, minor: 1 }] },
    });
  });

  it("have no cgroup rule as FIFOs or unbuffered devices, and an empty one for permissions none", () => {
    const edits = {
      deviceNodes: [
        { path: "/run/pipe" },
        { path: "/dev/u", type: "u", major: 1, minor: 1 },
        { path: "/dev/n", type: "c", major: 2, minor: 1, permissions: "none" },
      ],
    };
    expect(result({}, edits)).toMatchObject({
      linux: { resources: { devices: [{ allow: true, type: "c", major: 2, minor: 1 }] } },
    });
  });

  it("belong to the user of the process unless that is root or the spec says", () => {
    const edits = {
      deviceNodes: [
        { path: "/dev/a", hostPath: "/dev/full" },
        { path: "/dev/b", hostPath: "/dev/full", uid: 0, gid: 5 },
      ],
    };
    expect(result({ process: { user: { uid: 1000, gid: 0 } } }, edits)).toMatchObject({
      linux: {
        devices: [
          { path: "/dev/a", uid: 1000 },
          { path: "/dev/b", uid: 0, gid: 5 },
        ],
      },
    });
  });

  it("replace what the document has at their path, of several the first goes and the second is replaced", () => {
    const devices = [
      { path: "/dev/full", n: 1 },
      { path: "/dev/y" },
      { path: "/dev/full", n: 2 },
      { path: "/dev/full", n: 3 },
    ];
    expect(result({ linux: { devices } }, { deviceNodes: [{ path: "/dev/full" }] })).toMatchObject({
      linux: {
        devices: [{ path: "/dev/y" }, { path: "/dev/full", type: "c", major: 1 }, { path: "/dev/full", n: 3 }],
      },
    });
  });

  it("that cannot be looked up are faults, all of them together", () => {
    const nodes = [{ path: "/dev/gone" }, { path: "/dev/away", type: "c" }, { path: "/dev/full", type: "b" }];
    const outcome = applyEdits(documentOf("{}"), { deviceNodes: nodes }, host);
    expect(outcome).toMatchObject({
      faults: [{ code: "host-node-missing" }, { code: "host-node-missing" }, { code: "host-node-mismatch" }],
    });
  });

  it("says once what is wrong with a node that comes again", () => {
    const node = { path: "/none" };
    const outcome = applyEdits(documentOf("{}"), { deviceNodes: [node, { path: "/other" }, node] }, emptyHost);
    expect("faults" in outcome && outcome.faults.map(({ message }) => message)).toEqual([
      expect.stringContaining("/none"),
      expect.stringContaining("/other"),
    ]);
  });
});

describe("mounts", () => {
  it("replace the first at the same destination and are sorted by depth with the document's own, stably", () => {
    const mounts = [
      { destination: "/a/b" },
      { destination: "/m", n: 1 },
      { destination: "/m", n: 2 },
      { destination: "/" },
    ];
    const edits = {
      mounts: [
        { hostPath: "/h", containerPath: "/m" },
        { hostPath: "/h", containerPath: "/x/../y" },
      ],
    };
    expect(result({ mounts }, edits)).toEqual({
      mounts: [
        { destination: "/m", n: 2 },
        { destination: "/" },
        { destination: "/m", source: "/h" },
        { destination: "/x/../y", source: "/h" },
        { destination: "/a/b" },
      ],
    });
  });

  it.each([
    [{ type: "bind" }, ["idmap"]],
    [{ options: ["rbind"] }, ["rbind", "ridmap"]],
    [{ options: ["rbind", "bind"] }, ["rbind", "bind", "idmap"]],
    [{ options: ["bind", "ridmap"] }, ["bind", "ridmap"]],
    [{ options: ["ro"] }, ["ro"]],
    [{ type: "bind", options: ["rbind"] }, ["rbind", "ridmap"]],
  ])("%o are id-mapped under a user namespace", (mount, options) => {
    const document = { linux: { namespaces: [{ type: "user" }] } };
    const edits = { mounts: [{ hostPath: "/h", containerPath: "/c", ...mount }] };
    expect(result(document, edits)).toMatchObject({ mounts: [{ destination: "/c", options }] });
  });
});

describe("the rest", () => {
  it("appends hooks under their names", () => {
    const edits = {
      hooks: [
        { hookName: "poststop", path: "/b", timeout: 0 },
        { hookName: "prestart", path: "/c", args: ["c", "d"], env: ["E=1"] },
        { hookName: "poststop", path: "/d" },
      ],
    };
    expect(result({ hooks: { poststop: [{ path: "/a" }] } }, edits)).toEqual({
      hooks: {
        poststop: [{ path: "/a" }, { path: "/b", timeout: 0 }, { path: "/d" }],
        prestart: [{ path: "/c", args: ["c", "d"], env: ["E=1"] }],
      },
    });
  });

  it("adds each additional group once, and never group 0", () => {
    const document = { process: { user: { additionalGids: [5, 44] } } };
    expect(result(document, { additionalGids: [0, 44, 7, 7] })).toEqual({
      process: { user: { additionalGids: [5, 44, 7] } },
    });
    expect(edit('{"a":1}', { additionalGids: [0] })).toBe('{"a":1}');
  });

  it("replaces Intel RDT and sets net devices by interface, whose names differ in case", () => {
    const document = {
      linux: { intelRdt: { closID: "old", l3CacheSchema: "x" }, netDevices: { eth0: { name: "a" }, ETH1: {} } },
    };
    const edits = {
      intelRdt: { closID: "new" },
      netDevices: [
        { hostInterfaceName: "eth0", name: "b" },
        { hostInterfaceName: "eth1", name: "c" },
      ],
    };
    expect(result(document, edits)).toEqual({
      linux: { intelRdt: { closID: "new" }, netDevices: { eth0: { name: "b" }, ETH1: {}, eth1: { name: "c" } } },
    });
  });

  it("finds fields in any case, as Go readers do", () => {
    expect(result({ Process: { ENV: ["A=1"] } }, { env: ["A=2"] })).toEqual({ Process: { ENV: ["A=2"] } });
  });

  it.each([
    [{ process: [] }, { env: ["A=1"] }, "process is not an object"],
    [{ process: { env: "A" } }, { env: ["A=1"] }, "process.env is not a list"],
    [{ process: { env: [1] } }, { env: ["A=1"] }, "process.env[0] is not text"],
    [
      { linux: { devices: [{}, { path: 1 }] } },
      { deviceNodes: [{ path: "/dev/full" }] },
      "linux.devices[1].path is not text",
    ],
    [{ linux: 1 }, { netDevices: [{ hostInterfaceName: "a", name: "b" }] }, "linux is not an object"],
    [
      { linux: { netDevices: [] } },
      { netDevices: [{ hostInterfaceName: "a", name: "b" }] },
      "linux.netDevices is not an object",
    ],
    [{ linux: "x" }, { intelRdt: { closID: "a" } }, "linux is not an object"],
    [{ mounts: {} }, { mounts: [{ hostPath: "/a", containerPath: "/b" }] }, "mounts is not a list"],
    [{ linux: { devices: ["x"] } }, { deviceNodes: [{ path: "/dev/full" }] }, "linux.devices[0] is not an object"],
    [
      { process: { user: { uid: "0" } } },
      { deviceNodes: [{ path: "/dev/full" }] },
      "process.user.uid is not a 32-bit whole number",
    ],
  ])("refuses to edit %j where it is misshapen", (document, edits, message) => {
    const outcome = applyEdits(documentOf(JSON.stringify(document)), edits, host);
    expect(outcome).toMatchObject({
      faults: [{ code: "invalid-oci-document", message: `Cannot use the OCI spec: ${message}` }],
    });
  });

  it("says at which line a document is misshapen", () => {
    const document = documentOf('{\n  "process": {\n    "env": [\n      "A=1",\n      2\n    ]\n  }\n}');
    expect(applyEdits(document, { env: ["A=1"] }, host)).toMatchObject({ faults: [{ line: 5, column: 7 }] });
  });

  it("applies ten thousand edits of one place in no more than a few steps each", () => {
    const deviceNodes = Array.from({ length: 10_000 }, () => ({ path: "/dev/x", type: "c", major: 1, minor: 1 }));
    expect(result({}, { deviceNodes }, emptyHost)).toMatchObject({ linux: { devices: [{ path: "/dev/x" }] } });
  });
});
