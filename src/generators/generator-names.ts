/** Every generator, in the order in which `all` goes through them. */
export const generatorNames = [
  "nvidia",
  "rdma",
  "serial",
  "usb",
  "fpga",
  "vfio",
  "amd",
  "intel",
  "accel",
  "dri",
  "v4l",
  "misc",
] as const;

export type GeneratorName = (typeof generatorNames)[number];
