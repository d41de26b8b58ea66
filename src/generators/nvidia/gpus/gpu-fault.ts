import type { HostTree } from "../../../host/host-tree.ts";
import type { NvidiaGpu } from "../../../host/nvidia-gpus.ts";
import { readParts } from "../../../host/read-parts.ts";
import { sysfsText } from "../../../host/sysfs-value.ts";
import type { Site } from "../site.ts";
import { repeated } from "./repeated.ts";

const functions = "/sys/bus/pci/devices";

/** Why the GPU at an address cannot be offered; undefined where it can. */
export type GpuFaults = (address: string) => string | undefined;

/** The faults of the GPUs of a host, of which the driver says this. */
export function gpuFaults({ tree }: Site, gpus: ReadonlyMap<string, NvidiaGpu>): GpuFaults {
  const hasBus = tree.list(functions) !== undefined;
  const shared = repeated([...gpus.values()].map(({ minor }) => minor));
  return (address) => {
    const minor = gpus.get(address)?.minor;
    if (minor === undefined) return "its driver does not say which minor number it has";
    if (shared.has(minor)) return `another GPU has its minor number, ${minor}`;
    if (hasBus && tree.realPath(`${functions}/${address}`) === undefined) return "it is no longer on the PCI bus";
    return hasFallenOff(tree, `${functions}/${address}`) ? "it has fallen off the PCI bus" : undefined;
  };
}

/**
 * A function that no longer answers reads as ones throughout. Its first bytes tell: there are devices that hang where
 * others of theirs are read. A GPU that is suspended is not asked, as that would wake it up.
 */
function hasFallenOff(tree: HostTree, directory: string): boolean {
  if (sysfsText(tree, `${directory}/power/runtime_status`) === "suspended") return false;
  const start = readParts(tree, `${directory}/config`, (read) => read(0, 4));
  return start?.length === 4 && start.every((byte) => byte === 0xff);
}
