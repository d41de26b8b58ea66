import type { FakeHostParts } from "../../host/fake-host.ts";

/** The number of the node for an instance, of which the kernel has a fixed one for each that there can be. */
export function migMinor(gpuMinor: number, gi: number, ci?: number): number {
  return 3 + 135 * gpuMinor + 9 * gi + (ci === undefined ? 0 : 1 + ci);
}

/** The capabilities and nodes of a GPU that is divided: the compute instances by GPU instance. */
export function migParts(gpuMinor: number, instances: Readonly<Record<number, readonly number[]>>): FakeHostParts {
  const files: Record<string, string> = {};
  const nodes: Record<string, string> = {};
  const add = (name: string, minor: number): void => {
    files[`/proc/driver/nvidia/capabilities/gpu${gpuMinor}/mig/${name}/access`] =
      `DeviceFileMinor: ${minor}\nDeviceFileMode: 292\nDeviceFileModify: 1\n`;
    nodes[`/dev/nvidia-caps/nvidia-cap${minor}`] = `c 509:${minor} 0444`;
  };
  for (const [key, computeInstances] of Object.entries(instances)) {
    const gi = Number(key);
    add(`gi${gi}`, migMinor(gpuMinor, gi));
    for (const ci of computeInstances) add(`gi${gi}/ci${ci}`, migMinor(gpuMinor, gi, ci));
  }
  return { files, nodes };
}
