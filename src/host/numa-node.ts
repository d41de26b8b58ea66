import type { HostTree } from "./host-tree.ts";
import { sysfsInteger } from "./sysfs-value.ts";

/**
 * The NUMA node that a directory of sysfs tells. Never negative: a kernel that does not know says -1, which would make a
 * pair of any two such devices.
 */
export function numaNodeOf(host: HostTree, directory: string): number | undefined {
  const node = sysfsInteger(host, `${directory}/numa_node`);
  return node !== undefined && node >= 0 ? node : undefined;
}
