import { describe, expect, it } from "vitest";
import { isPciAddress, pciAddressIn } from "../../src/host/pci-address.ts";
import { pciDirectoryOf, pciPathOf } from "../../src/host/pci-path.ts";

describe("isPciAddress", () => {
  it.each([
    ["0000:0f:00.0", true],
    ["10000:e1:00.7", true],
    ["00:00:0.0", false],
    ["000:00:00.0", false],
    ["0000:00:00.8", false],
    ["0000:0F:00.0", false],
    ["x0000:0f:00.0", false],
    ["0000:0f:00.0x", false],
  ])("%s: %s", (name, is) => {
    expect(isPciAddress(name)).toBe(is);
  });
});

describe("pciAddressIn", () => {
  it.each([
    ["00000000:0F:00.0", "0000:0f:00.0"],
    ["0000:0f:00.0", "0000:0f:00.0"],
    ["0:0f:00.0", "0000:0f:00.0"],
    ["00010000:e1:00.0", "10000:e1:00.0"],
    ["0f:00.0", undefined],
    ["gpu", undefined],
  ])("%s is %s", (text, address) => {
    expect(pciAddressIn(text)).toBe(address);
  });
});

describe("pciPathOf", () => {
  it.each([
    [
      "/sys/devices/pci0000:15/0000:15:01.0/0000:16:00.0/drm/card1",
      { pcieRoot: "pci0000:15", bridges: ["0000:15:01.0"], pciBusId: "0000:16:00.0" },
    ],
    [
      "/sys/devices/pci0000:00/0000:00:02.0/virtio1/block/vda",
      { pcieRoot: "pci0000:00", bridges: [], pciBusId: "0000:00:02.0" },
    ],
    [
      "/sys/devices/pci0000:00/0000:00:0e.0/pci10000:e0/10000:e0:06.0/10000:e1:00.0",
      { pcieRoot: "pci0000:00", bridges: ["0000:00:0e.0", "10000:e0:06.0"], pciBusId: "10000:e1:00.0" },
    ],
    [
      "/sys/devices/platform/40000000.pcie/pci0000:00/0000:00:00.0/0000:01:00.0",
      { pcieRoot: "pci0000:00", bridges: ["0000:00:00.0"], pciBusId: "0000:01:00.0" },
    ],
    ["/sys/devices/pnp0/00:00/00:00:0/00:00:0.0/tty/ttyS0", undefined],
    ["/sys/devices/virtual/mem/null", undefined],
  ])("%s", (path, expected) => {
    expect(pciPathOf(path)).toEqual(expected);
  });

  it("has the directory of the function", () => {
    expect(pciDirectoryOf("/sys/devices/pci0000:00/0000:00:02.0/virtio1")).toBe("/sys/devices/pci0000:00/0000:00:02.0");
    expect(pciDirectoryOf("/sys/devices/virtual/mem/null")).toBeUndefined();
  });
});
