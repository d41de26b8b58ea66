import { describe, expect, it } from "vitest";
import type { ContainerEdits, Spec } from "../../src/cdi/spec.ts";
import { loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { resolve } from "../../src/registry/resolve.ts";
import type { Snapshot } from "../../src/registry/snapshot.ts";
import { specText, temporaryDirectory, writeFiles } from "./directories.ts";

function spec(kind: string, devices: Record<string, ContainerEdits>, containerEdits?: ContainerEdits): string {
  const list = Object.entries(devices).map(([name, edits]) => ({ name, containerEdits: edits }));
  const whole: Spec = { cdiVersion: "1.1.0", kind, devices: list, ...(containerEdits ? { containerEdits } : {}) };
  return JSON.stringify(whole);
}

async function load(files: Record<string, string>): Promise<Snapshot> {
  const root = temporaryDirectory();
  writeFiles(root, files);
  return loadSnapshot(["low", "high"].map((dir) => `${root}/${dir}`));
}

describe("resolve merges edits", () => {
  const hook = (path: string) => ({ hookName: "createContainer", path });

  it("of specs once, before those of the first of their devices, and of devices in the order of the request", async () => {
    const snapshot = await load({
      "low/a.json": spec("v.com/a", { x: { env: ["X=1"] }, y: { env: ["Y=1"] } }, { env: ["A=1"] }),
      "low/b.json": spec("v.com/b", { z: { env: ["Z=1"] } }, { env: ["B=1"] }),
    });
    const names = ["v.com/a=y", "v.com/b=z", "v.com/a=x", "v.com/a=y"];
    const env = ["A=1", "Y=1", "B=1", "Z=1", "X=1", "Y=1"];
    expect(resolve(names, snapshot)).toMatchObject({ resolved: { devices: names, edits: { env } } });
  });

  it("of every kind: lists one after the other, the last intelRdt", async () => {
    const full = (mark: string): ContainerEdits => ({
      env: [`E=${mark}`],
      deviceNodes: [{ path: `/dev/${mark}` }],
      netDevices: [{ hostInterfaceName: mark, name: mark }],
      hooks: [hook(`/bin/${mark}`)],
      mounts: [{ hostPath: `/${mark}`, containerPath: `/${mark}` }],
      intelRdt: { closID: mark },
      additionalGids: [mark.charCodeAt(0)],
    });
    const snapshot = await load({ "low/a.json": spec("v.com/a", { x: full("x"), y: full("y"), z: { env: ["Z=1"] } }) });
    const merged: ContainerEdits = {
      env: ["E=x", "E=y", "Z=1"],
      deviceNodes: [{ path: "/dev/x" }, { path: "/dev/y" }],
      netDevices: [
        { hostInterfaceName: "x", name: "x" },
        { hostInterfaceName: "y", name: "y" },
      ],
      hooks: [hook("/bin/x"), hook("/bin/y")],
      mounts: [
        { hostPath: "/x", containerPath: "/x" },
        { hostPath: "/y", containerPath: "/y" },
      ],
      intelRdt: { closID: "y" },
      additionalGids: [120, 121],
    };
    expect(resolve(["v.com/a=x", "v.com/a=y", "v.com/a=z"], snapshot)).toMatchObject({ resolved: { edits: merged } });
  });

  it("without a copy where there is one device and nothing that comes with it", async () => {
    const snapshot = await load({ "low/a.json": spec("v.com/a", { x: { env: ["X=1"] } }, {}) });
    const resolution = resolve(["v.com/a=x"], snapshot);
    expect("resolved" in resolution && resolution.resolved.edits).toBe(
      snapshot.find("v.com/a=x")?.definition.containerEdits,
    );
  });

  it("of nothing, to nothing", async () => {
    expect(resolve([], await load({}))).toEqual({ resolved: { devices: [], definitions: [], edits: {} } });
  });

  it("of ten thousand devices in one call", async () => {
    const devices = Array.from({ length: 10_000 }, (_, index) => `d${index}`);
    const snapshot = await load({ "low/a.json": specText("v.com/a", devices) });
    const resolution = resolve(
      devices.map((name) => `v.com/a=${name}`),
      snapshot,
    );
    expect("resolved" in resolution && resolution.resolved.edits.env).toHaveLength(10_000);
    const faulty = resolve(
      devices.map((name) => `v.com/a=no-${name}`),
      snapshot,
    );
    expect("faults" in faulty && faulty.faults).toHaveLength(10_000);
  });
});

describe("resolve expands patterns", () => {
  const files = {
    "low/a.json": specText("v.com/gpu", ["0", "1", "10", "all"]),
    "low/b.json": specText("v.com/gpu2", ["0"]),
    "low/c.json": specText("w.com/gpu", ["0"]),
  };
  it.each([
    ["v.com/gpu=*", ["v.com/gpu=0", "v.com/gpu=1", "v.com/gpu=10", "v.com/gpu=all"]],
    ["v.com/gpu=?", ["v.com/gpu=0", "v.com/gpu=1"]],
    ["v.com/gpu=[0-9]*", ["v.com/gpu=0", "v.com/gpu=1", "v.com/gpu=10"]],
    ["*/gpu=0", ["v.com/gpu=0", "w.com/gpu=0"]],
    ["v.com/*=0", ["v.com/gpu2=0", "v.com/gpu=0"]],
  ])("%s", async (pattern, devices) => {
    expect(resolve([pattern], await load(files))).toMatchObject({ resolved: { devices } });
  });

  it("in their place among other names, each time anew", async () => {
    const devices = ["w.com/gpu=0", "v.com/gpu=0", "v.com/gpu=1", "v.com/gpu=0"];
    expect(resolve(["w.com/gpu=0", "v.com/gpu=?", "v.com/gpu=0"], await load(files))).toMatchObject({
      resolved: { devices },
    });
  });

  it("and says what is wrong with one that matches nothing or is malformed", async () => {
    const resolution = resolve(["v.com/nic=*", "v.com/gpu=["], await load(files));
    expect(resolution).toMatchObject({
      faults: [
        { name: "v.com/nic=*", reason: "unknown-device" },
        { name: "v.com/gpu=[", reason: "malformed-name" },
      ],
    });
  });
});

describe("resolve says why a device does not resolve", () => {
  const files = {
    "low/a.json": specText("vendor.com/gpu", ["0", "1", "mig0"]),
    "low/b.json": specText("vendor.com/nic", ["eth0"]),
    "low/c.json": specText("vendor.com/twice", ["0"]),
    "low/d.json": specText("vendor.com/twice", ["0"]),
    "high/e.json": specText("vendor.com/twice", ["0"]),
    "low/torn.json": specText("torn.com/gpu", ["0"]).slice(0, 60),
  };
  it.each([
    ["gpu0", "malformed-name", []],
    ["vendor.com/gpu", "malformed-name", []],
    ["vendor.com/gpu=", "malformed-name", ["vendor.com/gpu=0", "vendor.com/gpu=1"]],
    ["vendro.com/gpu=0", "unknown-vendor", ["vendor.com/gpu=0"]],
    ["example.org/x=0", "unknown-vendor", []],
    ["vendor.com/gpus=0", "unknown-class", ["vendor.com/gpu=0"]],
    ["vendor.com/gpu=2", "unknown-device", ["vendor.com/gpu=0", "vendor.com/gpu=1"]],
    ["vendor.com/gpu=mig1", "unknown-device", ["vendor.com/gpu=mig0"]],
    ["vendor.com/twice=0", "conflict", []],
    ["torn.com/gpu=0", "invalid-spec", []],
  ])("%s: %s", async (name, reason, nearest) => {
    const resolution = resolve([name], await load(files));
    const [fault] = "faults" in resolution ? resolution.faults : [];
    expect(fault).toMatchObject({ name, reason });
    expect(fault?.nearest).toEqual(expect.arrayContaining(nearest));
    expect(fault?.message).toContain(`Cannot resolve "${name}": `);
  });

  it("once for each name, all or nothing", async () => {
    const resolution = resolve(["vendor.com/gpu=0", "a", "vendor.com/gpu=7", "a"], await load(files));
    expect("faults" in resolution && resolution.faults.map(({ name }) => name)).toEqual(["a", "vendor.com/gpu=7"]);
  });
});

describe("a conflict", () => {
  it("is one problem on each file that takes part, naming the others and the one it drags down", async () => {
    const snapshot = await load({
      "low/a.json": specText("v.com/gpu", ["0", "1", "2"]),
      "low/b.json": specText("v.com/gpu", ["0", "1"]),
      "low/c.json": specText("v.com/gpu", ["1", "3"]),
      "high/d.json": specText("v.com/gpu", ["1"]),
    });
    expect(Array.from(snapshot.devices(), ({ name }) => name)).toEqual(["v.com/gpu=2", "v.com/gpu=3"]);
    expect(snapshot.deviceCount).toBe(2);
    const root = snapshot.directories[0]?.path.slice(0, -4) ?? "";
    const problems = snapshot
      .problems()
      .map(({ message, ...rest }) => ({ ...rest, message: message.replaceAll(root, "") }));
    const dragged = "; the definition in /high/d.json, which would override it, does not count either";
    expect(problems).toEqual([
      {
        code: "conflict",
        severity: "error",
        path: `${root}/low/a.json`,
        devices: ["v.com/gpu=0", "v.com/gpu=1"],
        message: `Cannot use v.com/gpu=0, v.com/gpu=1: defined with equal priority in /low/b.json, /low/c.json${dragged}`,
      },
      {
        code: "conflict",
        severity: "error",
        path: `${root}/low/b.json`,
        devices: ["v.com/gpu=0", "v.com/gpu=1"],
        message: `Cannot use v.com/gpu=0, v.com/gpu=1: defined with equal priority in /low/a.json, /low/c.json${dragged}`,
      },
      {
        code: "conflict",
        severity: "error",
        path: `${root}/low/c.json`,
        devices: ["v.com/gpu=1"],
        message: `Cannot use v.com/gpu=1: defined with equal priority in /low/a.json, /low/b.json${dragged}`,
      },
    ]);
  });
});
