import { detectionOf } from "../detection.ts";
import { specWithAll } from "../devices/found-devices.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { wantsManagementNodes } from "../option-values.ts";
import { regionDevices } from "./region-devices.ts";

/**
 * FPGAs of Intel, cards for AMD's XRT, and the programmable logic of chips. What containers get of any of them is a
 * region that logic was put into, so that is the kind of all.
 */
export const fpga: Generator = {
  name: "fpga",
  kind: "fpga.dev/region",
  signals: [
    { path: "/sys/class/fpga_region" },
    { path: "/sys/class/fpga" },
    { path: "/sys/class/drm" },
    { path: "/sys/bus/pci/devices" },
    { path: "/dev", on: "devices" },
    { path: "/dev/dri", on: "devices" },
    { path: "/dev/xfpga", on: "devices" },
  ],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const { count, devices } = regionDevices(host, false);
  const none =
    "no FPGA: none in /sys/class/fpga_region and /sys/class/fpga, on the PCI bus, nor with the driver zocl-drm";
  return detectionOf(
    devices.map(({ name }) => name),
    () => (count === 0 ? none : "no FPGA has logic and a device node that can be used"),
  );
}

function generate(host: GeneratorHost, options: GeneratorOptions): Generated {
  return specWithAll(options.kind ?? fpga.kind, regionDevices(host, wantsManagementNodes(options)));
}
