import type { Generator } from "./generator.ts";
import type { GeneratorName } from "./generator-names.ts";

/** Loads one generator and no other. */
export function loadGenerator(name: GeneratorName): Promise<Generator> {
  return loaders[name]();
}

const loaders: Readonly<Record<GeneratorName, () => Promise<Generator>>> = {
  nvidia: async () => (await import("./nvidia/nvidia.ts")).nvidia,
  rdma: async () => (await import("./rdma/rdma.ts")).rdma,
  serial: async () => (await import("./serial/serial.ts")).serial,
  usb: async () => (await import("./usb/usb.ts")).usb,
  fpga: async () => (await import("./fpga/fpga.ts")).fpga,
  vfio: async () => (await import("./vfio/vfio.ts")).vfio,
  amd: async () => (await import("./amd/amd.ts")).amd,
  intel: async () => (await import("./intel/intel.ts")).intel,
  accel: async () => (await import("./accel/accel.ts")).accel,
  dri: async () => (await import("./dri/dri.ts")).dri,
  v4l: async () => (await import("./v4l/v4l.ts")).v4l,
  misc: async () => (await import("./misc/misc.ts")).misc,
};
