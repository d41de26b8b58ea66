import type { HostTree } from "./host-tree.ts";
import { sysfsHex } from "./sysfs-value.ts";

/** Base classes and subclasses of GPUs: VGA and 3D controllers. */
const classes: ReadonlySet<string> = new Set(["0300", "0302"]);

/** Whether the PCI function at an address is a GPU of NVIDIA, whatever driver it has. */
export function isNvidiaGpu(tree: HostTree, address: string): boolean {
  const directory = `/sys/bus/pci/devices/${address}`;
  if (sysfsHex(tree, `${directory}/vendor`) !== "10de") return false;
  return classes.has(sysfsHex(tree, `${directory}/class`)?.slice(0, 4) ?? "");
}
