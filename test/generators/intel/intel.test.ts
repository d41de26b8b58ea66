import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { intel } from "../../../src/generators/intel/intel.ts";
import { HostTree } from "../../../src/host/host-tree.ts";
import { readNodeManifest } from "../../../src/host/node-manifest.ts";
import { fakeHost, together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { boundFunction, withoutNodes } from "../sysfs-parts.ts";
import { discrete, gpuParts, mixed } from "./intel-hosts.ts";

const names = ["0000:2f:00.0", "0000-2f-00-0-0x56c0", "all"].sort();

describe("generate intel", () => {
  it.each([
    ["mixed", []],
    ["management", ["management-nodes"]],
  ])("writes the golden spec %s, of which validate says nothing", async (name, flags) => {
    const { spec, problems } = generateOn(intel, mixed, ...flags);
    await expectGolden(`intel-${name}`, spec);
    expect(problems).toEqual([]);
  });

  it("gives what reaches the firmware of a card only where it is asked for, and never the machine's", () => {
    expect(JSON.stringify(generateOn(intel, mixed).spec)).not.toContain("mei");
    const { nodesOf } = generateOn(intel, mixed, "management-nodes");
    expect(nodesOf("0000:2f:00.0")).toEqual(["/dev/dri/card1", "/dev/dri/renderD129", "/dev/mei1"]);
    expect(nodesOf("all")).not.toContain("/dev/mei0");
  });

  it("takes no link for a GPU's that leads to another", () => {
    const parts = together(mixed, { links: { "/dev/dri/by-path/pci-0000:2f:00.0-card": "../card0" } });
    const mounts = generateOn(intel, parts).devices.get("0000:2f:00.0")?.containerEdits.mounts;
    expect(mounts?.map(({ containerPath }) => containerPath)).toEqual(["/dev/dri/by-path/pci-0000:2f:00.0-render"]);
  });

  it("leaves out a GPU whose driver has no graphics part, and keeps the others", () => {
    const rescued = boundFunction({
      path: "pci0000:aa/0000:aa:00.0",
      driver: "xe",
      files: { vendor: "0x8086\n", class: "0x038000\n" },
    });
    const found = generateOn(intel, together(discrete, rescued));
    expect(found.names.toSorted()).toEqual(names);
    expect(found.problems).toMatchObject([
      { code: "odd-device", message: "Left out GPU 0000:aa:00.0: it has no device node" },
    ]);
  });

  it("passes over what else is bound to its drivers", () => {
    const others = [{ vendor: "0x1002\n" }, { vendor: "0x8086\n", class: "0x040300\n" }, { vendor: "" }].map(
      (files, index) => gpuParts(`pci0000:b${index}/0000:b${index}:00.0`, "i915", [`card${20 + index}`], files),
    );
    expect(generateOn(intel, together(discrete, ...others)).names.toSorted()).toEqual(names);
  });

  it.each(["", "0x\n", "\ufffd\n", "56c0".repeat(2_000)])("gives no name by a device ID of %j", (text) => {
    const { names: found } = generateOn(
      intel,
      together(discrete, gpuParts("pci0000:cc/0000:cc:00.0", "xe", ["card9"], { device: text })),
    );
    expect(found.filter((name) => name.includes("cc"))).toEqual(["0000:cc:00.0"]);
  });
});

it("finds nodes in another tree than that of sysfs, and names them by their paths on the machine", () => {
  const moved = ([path, value]: readonly [string, string]) => [path.replace(/^\/dev\//, "/run/other/dev/"), value];
  const { files = {}, links = {}, nodes = {}, directories = [] } = discrete;
  const { host, root } = fakeHost({
    files: Object.fromEntries(Object.entries(files).map(moved)),
    links: Object.fromEntries(Object.entries(links).map(moved)),
    directories,
  });
  const lookUp = (path: string) => {
    const inside = path.slice(`${root}/run/other`.length);
    return readNodeManifest(`${inside} ${nodes[inside]}`).get(inside) ?? { missing: "no such file or directory" };
  };
  const devices = new HostTree(join(root, "run/other"), { lookUp });
  const { spec } = intel.generate({ tree: host, devices, driver: host }, { hooks: "auto", values: new Map() });
  const edits = spec?.devices[0]?.containerEdits;
  expect(edits?.deviceNodes).toMatchObject([
    { path: "/dev/dri/card1", hostPath: "/run/other/dev/dri/card1" },
    { path: "/dev/dri/renderD129", hostPath: "/run/other/dev/dri/renderD129" },
  ]);
  expect(edits?.mounts?.map(({ hostPath }) => hostPath)).toEqual([
    "/run/other/dev/dri/by-path/pci-0000:2f:00.0-card",
    "/run/other/dev/dri/by-path/pci-0000:2f:00.0-render",
  ]);
});

it("passes over a GPU that is gone as it is looked at", () => {
  const links = { "/sys/bus/pci/drivers/xe/0000:ff:00.0": "../../devices/0000:ff:00.0" };
  expect(generateOn(intel, together(discrete, { links })).names.toSorted()).toEqual(names);
});

describe("intel does not apply", () => {
  it.each([
    ["to an empty tree", {}, "there is no /sys/bus/pci/drivers/i915 nor /sys/bus/pci/drivers/xe"],
    [
      "where a driver has nothing",
      { directories: ["/sys/bus/pci/drivers/xe"] },
      "no GPU of Intel in /sys/bus/pci/drivers/xe",
    ],
    ["where no node is there", withoutNodes(discrete), "no GPU of Intel has a device node that can be used"],
  ])("%s, and says why", (_, parts, reason) => {
    expect(intel.detect(hostOf(parts))).toEqual({ applies: false, reason });
    expect(generateOn(intel, parts).spec).toBeUndefined();
  });
});
