import { describe, expect, it } from "vitest";
import { placeOf } from "../../src/host/device-place.ts";
import type { HostTree } from "../../src/host/host-tree.ts";
import { NvidiaGpus } from "../../src/host/nvidia-gpus.ts";
import { fakeHost, nvidiaInformation, pciFunctionParts } from "./fake-host.ts";

const root = "/sys/devices/pci0000:00";
const gpu = "pci0000:00/0000:00:01.0/0000:01:00.0";
const usb = `${root}/0000:00:14.0/usb1/1-2/1-2.3`;

function machine(): HostTree {
  const { host, add } = fakeHost(pciFunctionParts({ path: gpu, iommuGroup: 12 }));
  add(pciFunctionParts({ path: "pci0000:00/0000:00:01.0/0000:01:00.1", iommuGroup: 12 }));
  add(pciFunctionParts({ path: "pci0000:00/0000:00:01.0", iommuGroup: 12, files: { class: "0x060400\n" } }));
  add(pciFunctionParts({ path: "pci0000:00/0000:00:14.0" }));
  add(pciFunctionParts({ path: "pci0000:00/0000:00:02.0" }));
  add(pciFunctionParts({ path: "pci0000:00/0000:00:17.0" }));
  add({
    files: { "/proc/driver/nvidia/gpus/0000:01:00.0/information": nvidiaInformation(3) },
    directories: [
      "/sys/devices/virtual/mem/null",
      "/sys/devices/virtual/vfio/12",
      "/sys/devices/virtual/vfio/13",
      "/sys/devices/pnp0/00:00/00:00:0/00:00:0.0/tty/ttyS0",
      `/sys/devices/${gpu}/drm/card1`,
      `${usb}/1-2.3:1.0/ttyUSB0/tty/ttyUSB0`,
      `${root}/0000:00:02.0/virtio1/block/vda`,
      `${root}/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda`,
    ],
    links: {
      "/sys/dev/char/1:3": "../../devices/virtual/mem/null",
      "/sys/dev/char/226:1": `../../devices/${gpu}/drm/card1`,
      [`/sys/devices/${gpu}/drm/card1/subsystem`]: "/sys/class/drm",
      "/sys/dev/char/4:64": "/sys/devices/pnp0/00:00/00:00:0/00:00:0.0/tty/ttyS0",
      "/sys/devices/pnp0/00:00/subsystem": "/sys/bus/pnp",
      "/sys/dev/char/188:0": `${usb}/1-2.3:1.0/ttyUSB0/tty/ttyUSB0`,
      [`${usb}/subsystem`]: "/sys/bus/usb",
      [`${usb}/1-2.3:1.0/subsystem`]: "/sys/bus/usb",
      "/sys/dev/block/254:0": `${root}/0000:00:02.0/virtio1/block/vda`,
      [`${root}/0000:00:02.0/virtio1/subsystem`]: "/sys/bus/virtio",
      "/sys/dev/block/8:0": `${root}/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda`,
      [`${root}/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/subsystem`]: "/sys/bus/scsi",
      "/sys/dev/char/240:12": "/sys/devices/virtual/vfio/12",
      "/sys/dev/char/240:13": "/sys/devices/virtual/vfio/13",
    },
  });
  for (const bus of ["pnp", "usb", "virtio", "scsi"]) add({ directories: [`/sys/bus/${bus}`, "/sys/class/drm"] });
  return host;
}

function place(text: string): ReturnType<typeof placeOf> {
  const [, type = "", major, minor] = /^(\w) (\d+):(\d+)$/.exec(text) ?? [];
  const node = { type, major: Number(major), minor: Number(minor), fileMode: 0o660 };
  const host = machine();
  return placeOf(host, node, new NvidiaGpus(host));
}

describe("placeOf", () => {
  it("finds the PCI function of a node", () => {
    expect(place("c 226:1")).toEqual({
      path: `/sys/devices/${gpu}/drm/card1`,
      bus: "pci",
      functions: [`/sys/devices/${gpu}`],
    });
    expect(place("b 254:0")).toMatchObject({ bus: "virtio", functions: [`${root}/0000:00:02.0`] });
  });

  it("does not take a controller for the device on it", () => {
    expect(place("c 188:0")).toMatchObject({ bus: "usb", functions: [] });
    expect(place("b 8:0")).toMatchObject({ bus: "scsi", functions: [] });
  });

  it("does not take a pnp path for a PCI one", () => {
    expect(place("c 4:64")).toMatchObject({ bus: "pnp", functions: [] });
  });

  it("finds NVIDIA's GPUs by their minor number", () => {
    expect(place("c 195:3")).toEqual({ bus: "pci", functions: [`/sys/devices/${gpu}`] });
    for (const node of ["c 195:0", "c 195:254", "c 195:255", "b 195:3"]) expect(place(node)).toBeUndefined();
  });

  it("finds all functions of a VFIO group but its bridges", () => {
    const functions = [`/sys/devices/${gpu}`, `${root}/0000:00:01.0/0000:01:00.1`];
    expect(place("c 240:12")).toEqual({ bus: "pci", functions });
    expect(place("c 240:13")).toBeUndefined();
  });

  it.each(["c 1:3", "c 99:99", "p 0:0", "b 226:1"])("finds nothing behind %s", (node) => {
    expect(place(node)).toBeUndefined();
  });
});
