import type { HostTree } from "../../host/host-tree.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import { naturalOrder } from "../polish/natural-order.ts";
import type { Accelerator } from "./accelerator.ts";

/** Where the kernel lists accelerators, and nodes that only come with some of them. */
export const classDirectory = "/sys/class/accel";

export function findAccelerators(host: HostTree): readonly Accelerator[] {
  return (host.list(classDirectory) ?? []).toSorted(naturalOrder).flatMap((name) => {
    const number = /^accel(\d{1,9})$/.exec(name)?.[1];
    const devicePath = number && host.realPath(`${classDirectory}/${name}/device`);
    if (!number || !devicePath) return [];
    const driver = sysfsLink(host, `${devicePath}/driver`);
    return [{ name, number: Number(number), devicePath, ...(driver !== undefined && { driver }) }];
  });
}
