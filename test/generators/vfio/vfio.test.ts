import { describe, expect, it } from "vitest";
import { vfio } from "../../../src/generators/vfio/vfio.ts";
import { together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { withoutNodes } from "../sysfs-parts.ts";
import { container, functionParts, groupParts, iommu, newerHost, passthroughHost } from "./vfio-parts.ts";

const path = "pci0000:00/0000:00:03.0";
const address = "0000:00:03.0";
const bound = functionParts({ path, group: 5, driver: "vfio-pci" });
const simple = together(container, groupParts("5"), bound);

describe("generate vfio", () => {
  it.each([
    ["passthrough", passthroughHost],
    ["newer", newerHost],
  ])("writes the golden spec of the host %s, of which validate says nothing", async (name, parts) => {
    const { spec, problems } = generateOn(vfio, parts);
    await expectGolden(`vfio-${name}`, spec);
    expect(problems).toEqual([]);
  });

  it("names functions by address, and groups by a number that can be another one after a start", () => {
    const { devices } = generateOn(vfio, passthroughHost);
    expect([...devices.keys()]).toEqual(["0000:01:00.0", "0000:01:00.1", "0000:03:00.2", "group-12", "group-77"]);
    expect(devices.get("group-12")?.annotations).toEqual({
      type: "vfio",
      iommuGroup: "12",
      "vfio.dev/stable-name": "false",
    });
  });

  it("gives a group the nodes of all of its functions", () => {
    expect(generateOn(vfio, newerHost).nodesOf("group-12")).toEqual([
      "/dev/iommu",
      "/dev/vfio/12",
      "/dev/vfio/devices/vfio0",
      "/dev/vfio/devices/vfio1",
      "/dev/vfio/vfio",
    ]);
  });

  it.each([
    ["has no driver", {}, true],
    ["is a bridge", { driver: "pcieport", files: { class: "0x060400\n" } }, true],
    ["is only kept from others", { driver: "pci-stub" }, true],
    ["has a driver of the host", { driver: "snd_hda_intel" }, false],
    ["is a bridge to no other PCI bus", { driver: "lpc_ich", files: { class: "0x060100\n" } }, false],
    ["has a driver of the host, and a class that cannot be read", { driver: "xhci_hcd", files: { class: "" } }, false],
  ])("offers a group of which another function %s: %s", (_, other, isOffered) => {
    const parts = together(simple, functionParts({ path: "pci0000:00/0000:00:03.1", group: 5, ...other }));
    const { names, problems } = generateOn(vfio, parts);
    expect(names).toEqual(isOffered ? [address, "group-5"] : []);
    const why = `has 0000:00:03.1 of the same IOMMU group; bind that to vfio-pci too`;
    expect(problems.some(({ message }) => message.endsWith(why))).toBe(!isOffered);
  });

  it("offers what has no IOMMU by the kernel's name of its node, and marks it", () => {
    const files = { "/sys/kernel/iommu_groups/5/name": "vfio-noiommu\n" };
    const { devices, nodesOf } = generateOn(vfio, together(container, groupParts("noiommu-5"), bound, { files }));
    expect(nodesOf(address)).toEqual(["/dev/vfio/noiommu-5", "/dev/vfio/vfio"]);
    expect(devices.get(address)?.annotations).toMatchObject({ "vfio.dev/unprotected": "true" });
  });

  it.each([
    ["its group's", together(container, bound), /cannot use \/dev\/vfio\/5/],
    ["that of all groups", together(groupParts("5"), bound), /cannot use \/dev\/vfio\/vfio/],
  ])("leaves out a function without the node %s, and keeps the others", (_, parts, message) => {
    const own = functionParts({ path: "pci0000:00/0000:00:04.0", group: 6, driver: "vfio-pci", own: 3 });
    const { names, nodesOf, problems } = generateOn(vfio, together(parts, iommu, own));
    expect(names).toEqual(["0000:00:04.0", "group-6"]);
    expect(nodesOf("group-6")).toEqual(["/dev/iommu", "/dev/vfio/devices/vfio3"]);
    expect(problems).toMatchObject([{ code: "odd-device", message: expect.stringMatching(message) }]);
  });

  it("leaves out a function whose node is another group's", () => {
    const { spec, problems } = generateOn(vfio, together(simple, { nodes: { "/dev/vfio/5": "c 511:9" } }));
    expect(spec).toBeUndefined();
    expect(problems).toContainEqual(expect.objectContaining({ message: expect.stringMatching(/511:9/) }));
  });

  it.each([
    ["in no group", "/sys/kernel/iommu_groups/none"],
    ["in a group without a number", "/sys/kernel/iommu_groups"],
    ["whose group leads in a circle", "iommu_group"],
  ])("leaves out a function %s", (_, target) => {
    const { names, problems } = generateOn(
      vfio,
      together(passthroughHost, bound, { links: { [`/sys/devices/${path}/iommu_group`]: target } }),
    );
    expect(names).toContain("0000:01:00.0");
    expect(names).not.toContain(address);
    expect(problems).toMatchObject([{ message: `Left out PCI function ${address}: sysfs tells no IOMMU group` }]);
  });

  it("looks at each group once, however many functions are in it", () => {
    const many = Array.from({ length: 256 }, (_, index) => {
      const own = `0000:05:${(index >> 3).toString(16).padStart(2, "0")}.${index & 7}`;
      return functionParts({ path: `pci0000:00/0000:00:04.0/${own}`, group: 5, driver: "vfio-pci" });
    });
    const { names, problems } = generateOn(vfio, together(container, groupParts("5"), ...many));
    expect({ count: names.length, problems }).toEqual({ count: 257, problems: [] });
  });
});

describe("detect vfio", () => {
  it.each([
    ["there is no sysfs", {}, "there is no /sys/bus/pci/devices"],
    [
      "the host has all functions",
      functionParts({ path, group: 5, driver: "nvme" }),
      "no PCI function in /sys/bus/pci/devices has a VFIO driver",
    ],
    ["no node is there", withoutNodes(simple), "none of the PCI functions that VFIO has, 1 in number, can be used"],
  ])("does not apply where %s, and says so", (_, parts, reason) => {
    expect(vfio.detect(hostOf(parts))).toEqual({ applies: false, reason });
    expect(generateOn(vfio, parts).spec).toBeUndefined();
  });

  it("names the functions", () => {
    expect(vfio.detect(hostOf(simple))).toEqual({ applies: true, reason: address });
  });
});
