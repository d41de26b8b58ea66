import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectSpec } from "../../src/cdi/inspect-spec.ts";
import { printSpec } from "../../src/cdi/print-spec.ts";
import type { ContainerEdits, Device, Spec } from "../../src/cdi/spec.ts";
import { usableVersions } from "../../src/cdi/versions.ts";
import { polish } from "../../src/generators/polish.ts";

const kind = "vendor.com/thing";
const node = (path: string) => ({ deviceNodes: [{ path }] });

function polished(devices: Device[], containerEdits?: ContainerEdits, highest?: string) {
  return polish({ kind, devices, ...(containerEdits && { containerEdits }) }, highest);
}

describe("polish", () => {
  it("puts devices and nodes in natural order, and says nothing twice", () => {
    const nodes = [
      { path: "/dev/x10" },
      { path: "/dev/x2" },
      { permissions: "rw", path: "/dev/x2" },
      { path: "/dev/x2" },
    ];
    const { spec } = polished([
      { name: "t10", containerEdits: node("/dev/t") },
      { name: "t9", containerEdits: { deviceNodes: nodes, env: ["B=1", "A=1", "B=1"] } },
    ]);
    expect(spec?.devices.map(({ name }) => name)).toEqual(["t9", "t10"]);
    expect(spec?.devices[0]?.containerEdits).toEqual({
      env: ["B=1", "A=1"],
      deviceNodes: [{ path: "/dev/x2" }, { permissions: "rw", path: "/dev/x2" }, { path: "/dev/x10" }],
    });
  });

  it("is the same in whatever order things were found", () => {
    const devices = ["t1", "t2", "t10", "a"].map((name) => ({
      name,
      containerEdits: { ...node(`/dev/${name}`), env: ["A=1"] },
    }));
    const expected = polished(devices).spec;
    fc.assert(
      fc.property(fc.shuffledSubarray(devices, { minLength: 4 }), (shuffled) => {
        expect(polished(shuffled).spec).toEqual(expected);
      }),
    );
  });

  it("moves what all devices have in common to the spec", () => {
    const { spec } = polished(
      [
        { name: "a", containerEdits: { ...node("/dev/a"), additionalGids: [4], env: ["SPEC=1"] } },
        { name: "b", containerEdits: { ...node("/dev/b"), additionalGids: [5, 4] } },
      ],
      { env: ["SPEC=1"] },
    );
    expect(spec).toEqual({
      cdiVersion: "0.7.0",
      kind,
      devices: [
        { name: "a", containerEdits: node("/dev/a") },
        { name: "b", containerEdits: { ...node("/dev/b"), additionalGids: [5] } },
      ],
      containerEdits: { env: ["SPEC=1"], additionalGids: [4] },
    });
  });

  it("leaves no device without edits: nodes stay where there is nothing else, and then all", () => {
    const same = { ...node("/dev/a"), additionalGids: [4] };
    const one = polished(["a", "b"].map((name) => ({ name, containerEdits: same }))).spec;
    expect(one?.devices.map(({ containerEdits }) => containerEdits)).toEqual([node("/dev/a"), node("/dev/a")]);
    expect(one?.containerEdits).toEqual({ additionalGids: [4] });
    const other = polished(["a", "b"].map((name) => ({ name, containerEdits: { env: ["A=1"] } }))).spec;
    expect(other?.containerEdits).toBeUndefined();
    expect(other?.devices[0]?.containerEdits).toEqual({ env: ["A=1"] });
  });

  it("changes nothing of what a container gets", () => {
    const edits = fc.record({
      env: fc.subarray(["A=1", "B=1"]),
      deviceNodes: fc.subarray([{ path: "/dev/a" }, { path: "/dev/b" }]),
      additionalGids: fc.subarray([1, 2]),
    });
    const given = (own: ContainerEdits, shared: ContainerEdits = {}) =>
      new Set(
        [own, shared].flatMap(({ env = [], deviceNodes = [], additionalGids = [] }) => [
          ...env,
          ...deviceNodes.map(({ path }) => path),
          ...additionalGids,
        ]),
      );
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 4 }), edits, (own, shared) => {
        const devices = own.map((containerEdits, index) => ({ name: `d${index}`, containerEdits }));
        const { spec } = polished(devices, shared);
        for (const { name, containerEdits } of spec?.devices ?? []) {
          const before = devices.find((device) => device.name === name)?.containerEdits ?? {};
          expect(given(containerEdits, spec?.containerEdits)).toEqual(given(before, shared));
        }
      }),
    );
  });

  it.each([
    ["a name that CDI forbids", { name: "a=b", containerEdits: node("/dev/a") }, /CDI allows no such name/],
    ["the name of another", { name: "good", containerEdits: node("/dev/b") }, /another device has the name/],
    ["nothing for a container", { name: "empty", containerEdits: { env: [] } }, /nothing of it/],
  ])("leaves out a device with %s, and keeps the others", (_, device, message) => {
    const { spec, problems } = polished([{ name: "good", containerEdits: node("/dev/a") }, device]);
    expect(spec?.devices).toEqual([{ name: "good", containerEdits: node("/dev/a") }]);
    expect(problems).toMatchObject([{ code: "odd-device", message: expect.stringMatching(message) }]);
  });

  it("leaves out annotations whose keys Kubernetes forbids", () => {
    const annotations = { pciBusId: "0000:00:01.0", "no key": "x", "vendor.com/ok": "y" };
    const { spec, problems } = polished([{ name: "a", annotations, containerEdits: node("/dev/a") }]);
    expect(spec?.devices[0]?.annotations).toEqual({ pciBusId: "0000:00:01.0", "vendor.com/ok": "y" });
    expect(problems).toMatchObject([{ code: "odd-device", devices: [`${kind}=a`] }]);
  });

  it("is no spec where no device is left", () => {
    expect(polished([]).spec).toBeUndefined();
    expect(
      polish({ kind: "vendor.com/a.b", devices: [{ name: "a", containerEdits: node("/dev/a") }] }, "0.5.0"),
    ).toMatchObject({ spec: undefined, problems: [{ code: "left-out" }] });
  });
});

describe("a highest cdiVersion", () => {
  const everything: Omit<Spec, "cdiVersion"> = {
    kind,
    annotations: { a: "1" },
    devices: [
      { name: "0", containerEdits: node("/dev/0") },
      {
        name: "all",
        annotations: { index: "1" },
        containerEdits: {
          netDevices: [{ hostInterfaceName: "eth1", name: "eth1" }],
          deviceNodes: [
            { path: "/dev/a", gid: 20 },
            { path: "/dev/b", hostPath: "/dev/c" },
            { path: "/dev/d", hostPath: "/dev/d", gid: 21 },
          ],
          mounts: [{ hostPath: "/a", containerPath: "/a", type: "none" }],
          intelRdt: { closID: "x", schemata: ["L3:0=f"] },
          additionalGids: [20],
        },
      },
    ],
  };

  it.each(usableVersions)("of %s is kept to, with the rest of the spec", async (highest) => {
    const { spec, problems } = polish(everything, highest);
    expect(usableVersions.indexOf(spec?.cdiVersion ?? "")).toBeLessThanOrEqual(usableVersions.indexOf(highest));
    expect(spec?.devices.map(({ name }) => name)).toContain("all");
    expect(problems.every(({ code }) => code === "left-out")).toBe(true);
    expect(await inspectSpec(spec ? printSpec(spec, "yaml") : "")).toEqual({ spec, problems: [] });
  });

  it("has what it cannot say left out, and told", () => {
    expect(polish(everything).problems).toEqual([]);
    const { spec, problems } = polish(everything, "0.3.0");
    expect(spec).toEqual({
      cdiVersion: "0.3.0",
      kind,
      devices: [
        {
          name: "all",
          containerEdits: {
            deviceNodes: [{ path: "/dev/a" }, { path: "/dev/d", gid: 21 }],
            mounts: [{ hostPath: "/a", containerPath: "/a" }],
          },
        },
      ],
    });
    expect(problems.map(({ message }) => message)).toEqual(
      [
        ["network devices", "1.1.0"],
        ["schemata and monitoring of RDT", "1.1.0"],
        ["RDT", "0.7.0"],
        ["additional groups, nor the groups of nodes with them", "0.7.0"],
        ["annotations", "0.6.0"],
        ["device names that begin with a digit", "0.5.0"],
        ["nodes at another path than on the host", "0.5.0"],
        ["types of mounts", "0.4.0"],
      ].map(([what, version]) => `${kind}: cdiVersion 0.3.0 has no ${what}; ${version} has`),
    );
  });
});
