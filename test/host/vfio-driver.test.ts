import { expect, it } from "vitest";
import { isVfioDriver } from "../../src/host/vfio-driver.ts";

it.each([
  ["vfio-pci", true],
  ["xe-vfio-pci", true],
  ["mlx5_vfio_pci", true],
  ["nvgrace-gpu-vfio-pci", true],
  ["virtio-pci", false],
  ["vfio-pci-core", false],
  ["nvfio-pci", false],
  ["", false],
  [undefined, false],
])("the driver %s is one of VFIO: %s", (name, isVfio) => {
  expect(isVfioDriver(name)).toBe(isVfio);
});
