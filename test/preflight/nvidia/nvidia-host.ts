import type { ContainerEdits } from "../../../src/cdi/spec.ts";
import type { Check } from "../../../src/preflight/check.ts";
import { loadedDriver } from "../../generators/nvidia/fake-driver.ts";
import { type FakeGpu, gpuParts } from "../../generators/nvidia/fake-gpu.ts";
import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { type ContainerCase, saysOf } from "../says-of.ts";

export const version = "580.95.05";

/** `/proc/devices` of a machine, with drivers and their major numbers. */
export function majors(drivers: Readonly<Record<string, number>>): FakeHostParts {
  const lines = Object.entries(drivers).map(([name, major]) => `${String(major).padStart(3)} ${name}\n`);
  return {
    files: { "/proc/devices": `Character devices:\n  1 mem\n${lines.join("")}\nBlock devices:\n259 nvidia-caps\n` },
  };
}

export const loaded = {
  nvidia: 195,
  "nvidia-modeset": 195,
  nvidiactl: 195,
  "nvidia-caps": 509,
  "nvidia-uvm": 511,
};

export function gpu(minor: number, more: Partial<FakeGpu> = {}): FakeHostParts {
  const parts = gpuParts({ address: `0000:${minor + 10}:00.0`, minor, model: "NVIDIA L4", ...more });
  const capabilities = [`/proc/driver/nvidia/capabilities/gpu${minor}/mig`];
  return more.driver === undefined ? { ...parts, directories: [...(parts.directories ?? []), ...capabilities] } : parts;
}

/** A machine whose GPUs work. */
export const healthy: FakeHostParts = together(loadedDriver(version), majors(loaded), gpu(0), gpu(1));

export const controls = ["/dev/nvidiactl", "/dev/nvidia-uvm"];

export interface GpuCase extends Omit<ContainerCase, "nodes"> {
  readonly nodes?: readonly string[];
  readonly mounts?: readonly string[];
}

/** What a check says of a device with nodes and libraries; those of a GPU that works unless told. */
export function says(check: Check, { nodes = ["/dev/nvidia0", ...controls], mounts = [], edits, ...rest }: GpuCase) {
  const more: ContainerEdits = {
    ...edits,
    deviceNodes: nodes.map((path) => ({ path })),
    ...(mounts.length > 0 && { mounts: mounts.map((path) => ({ hostPath: path, containerPath: path })) }),
  };
  return saysOf(check, { host: healthy, oci: false, edits: more, ...rest });
}
