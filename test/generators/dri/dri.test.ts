import { describe, expect, it } from "vitest";
import { dri } from "../../../src/generators/dri/dri.ts";
import { pciFunctionParts, together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { deviceParts, drmParts, withoutNodes } from "../sysfs-parts.ts";

const devices = "/sys/devices";
const [intelPath, amdPath, virtioPath] = [
  "pci0000:00/0000:00:02.0",
  "pci0000:00/0000:00:01.0/0000:03:00.0",
  "pci0000:00/0000:00:05.0",
];

const intel = together(
  pciFunctionParts({ path: intelPath, files: { vendor: "0x8086\n", device: "0x9bc8\n" }, driver: "i915" }),
  drmParts(`${devices}/${intelPath}`, "card1", "renderD129"),
);

/** Connectors and the kernel's version stand in the class beside the nodes. */
const connectors = {
  files: { "/sys/class/drm/version": "drm 1.1.0 20060810\n" },
  links: { "/sys/class/drm/card1-HDMI-A-1": `${devices}/${intelPath}/drm/card1/card1-HDMI-A-1` },
  directories: [`${devices}/${intelPath}/drm/card1/card1-HDMI-A-1`],
};

const amd = together(
  pciFunctionParts({
    path: amdPath,
    files: { vendor: "0x1002\n", device: "0x744c\n", numa_node: "0\n" },
    driver: "amdgpu",
  }),
  drmParts(`${devices}/${amdPath}`, "card0", "renderD128"),
  {
    links: {
      "/dev/dri/by-path/pci-0000:03:00.0-card": "../card0",
      "/dev/dri/by-path/pci-0000:03:00.0-render": "../renderD128",
    },
  },
);

const desktop = together(intel, connectors, amd);

const virtioDevice = `${devices}/${virtioPath}/virtio2`;

/** A virtual machine: one GPU on virtio, one that only software makes, and a display controller of a board. */
const virtual = together(
  pciFunctionParts({ path: virtioPath, files: { vendor: "0x1af4\n", device: "0x1050\n" }, driver: "virtio-pci" }),
  deviceParts(virtioDevice, "virtio", {}, "virtio_gpu"),
  drmParts(virtioDevice, "card0", "renderD128"),
  deviceParts(`${devices}/faux/vkms`, "faux", {}, "faux_driver"),
  drmParts(`${devices}/faux/vkms`, "card1"),
  deviceParts(`${devices}/platform/soc/fec00000.gpu`, "platform", {}, "v3d"),
  drmParts(`${devices}/platform/soc/fec00000.gpu`, "card2", "renderD129"),
);

describe("generate dri", () => {
  it.each([
    ["desktop", desktop],
    ["virtual", virtual],
  ])("writes the golden spec of the host %s, of which validate says nothing", async (name, parts) => {
    const { spec, problems } = generateOn(dri, parts);
    await expectGolden(`dri-${name}`, spec);
    expect(problems).toEqual([]);
  });

  it("joins the nodes of one GPU, and takes no connector for one", () => {
    const { names, nodesOf } = generateOn(dri, desktop);
    expect(names).toEqual(["0000:00:02.0", "0000:03:00.0", "all", "card0", "card1", "renderD128", "renderD129"]);
    expect(nodesOf("0000:00:02.0")).toEqual(["/dev/dri/card1", "/dev/dri/renderD129"]);
    expect(nodesOf("card1")).toEqual(nodesOf("0000:00:02.0"));
  });

  it("gives a container the groups of both kinds of node", () => {
    expect(generateOn(dri, intel).spec?.containerEdits?.additionalGids).toEqual([44, 109]);
  });

  it("takes no link for a GPU's that leads to another node", () => {
    const links = { "/dev/dri/by-path/pci-0000:00:02.0-card": "../renderD129" };
    expect(generateOn(dri, together(intel, { links })).nodesOf("0000:00:02.0")).toEqual([
      "/dev/dri/card1",
      "/dev/dri/renderD129",
    ]);
  });

  it("keeps a GPU that lacks one of its nodes, and tells of it", () => {
    const { nodesOf, problems } = generateOn(dri, withoutNodes(intel, "/dev/dri/card1"));
    expect(nodesOf("0000:00:02.0")).toEqual(["/dev/dri/renderD129"]);
    expect(problems).toMatchObject([{ code: "odd-device", path: "/dev/dri/card1" }]);
  });

  it("leaves out a GPU whose nodes are another's, and keeps the others", () => {
    const nodes = { "/dev/dri/card1": "c 226:7", "/dev/dri/renderD129": "b 226:129" };
    const { names, problems } = generateOn(dri, together(desktop, { nodes }));
    expect(names).toEqual(["0000:03:00.0", "all", "card0", "renderD128"]);
    expect(problems).toMatchObject([{ message: expect.stringMatching(/226:7, and the GPU is 226:1;.*no character/) }]);
  });

  it("passes over an entry whose device is gone or leads in a circle", () => {
    const links = {
      "/sys/class/drm/card7": `${devices}/gone/drm/card7`,
      "/sys/class/drm/card8/device": "device",
    };
    const { names, problems } = generateOn(dri, together(intel, { links }));
    expect({ names, problems }).toEqual({ names: ["0000:00:02.0", "all", "card1", "renderD129"], problems: [] });
  });
});

describe("detect dri", () => {
  it.each([
    ["there is no sysfs", {}, "there is no /sys/class/drm"],
    ["the class is empty", { directories: ["/sys/class/drm"] }, "no GPU is in /sys/class/drm"],
    ["no node is there", withoutNodes(intel), "no GPU has a device node that can be used"],
  ])("does not apply where %s, and says so", (_, parts, reason) => {
    expect(dri.detect(hostOf(parts))).toEqual({ applies: false, reason });
    expect(generateOn(dri, parts).spec).toBeUndefined();
  });

  it("names the nodes", () => {
    expect(dri.detect(hostOf(intel))).toEqual({ applies: true, reason: "card1, renderD129" });
  });
});
