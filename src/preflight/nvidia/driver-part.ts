/** A kernel module of NVIDIA, and the device nodes by which it is used. User space makes them, and nobody takes them away. */
export interface DriverPart {
  readonly module: string;
  /** The names under which `/proc/devices` has it, by version of the driver; the first that is there counts. */
  readonly names: readonly string[];
}

interface Row extends DriverPart {
  readonly path: RegExp;
}

/** The names of the driver itself, the second up to version 550. */
export const gpuDrivers: readonly string[] = ["nvidia", "nvidia-frontend"];

const gpus = { module: "nvidia", names: gpuDrivers };

const rows: readonly Row[] = [
  { ...gpus, path: /^\/dev\/nvidia\d{1,3}$/ },
  { ...gpus, names: ["nvidiactl", ...gpuDrivers], path: /^\/dev\/nvidiactl$/ },
  { module: "nvidia-modeset", names: ["nvidia-modeset", ...gpuDrivers], path: /^\/dev\/nvidia-modeset$/ },
  { module: "nvidia-uvm", names: ["nvidia-uvm"], path: /^\/dev\/nvidia-uvm(?:-tools)?$/ },
  { module: "nvidia", names: ["nvidia-caps"], path: /^\/dev\/nvidia-caps\/nvidia-cap\d{1,5}$/ },
  {
    module: "nvidia",
    names: ["nvidia-caps-imex-channels"],
    path: /^\/dev\/nvidia-caps-imex-channels\/channel\d{1,7}$/,
  },
  { module: "nvidia", names: ["nvidia-nvswitch"], path: /^\/dev\/nvidia-nvswitch(?:\d{1,3}|ctl)$/ },
];

/** What drives the node at a path, which is that in the container: programs find it by that. */
export function driverPartOf(path: string): DriverPart | undefined {
  return rows.find((row) => row.path.test(path));
}

/** The number of the GPU whose node is at a path. */
export function gpuMinorOf(path: string): number | undefined {
  const digits = /^\/dev\/nvidia(\d{1,3})$/.exec(path)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The number of the MIG capability whose node is at a path. */
export function capabilityMinorOf(path: string): number | undefined {
  const digits = /^\/dev\/nvidia-caps\/nvidia-cap(\d{1,5})$/.exec(path)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
