import { basename } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import { namesOfForm } from "../naming/names-of-form.ts";
import type { Accelerator } from "./accelerator.ts";

/** Where the kernel lists accelerators, and nodes that only come with some of them. */
export const classDirectory = "/sys/class/accel";

/** Devices by which a driver shows all of its hardware as one accelerator; the hardware has the driver, and they have none. */
const stands: ReadonlyMap<string, string> = new Map([["rknn", "rocket"]]);

export function findAccelerators(host: HostTree): readonly Accelerator[] {
  return namesOfForm(host, classDirectory, /^accel\d{1,9}$/).flatMap((name) => {
    const devicePath = host.realPath(`${classDirectory}/${name}/device`);
    if (devicePath === undefined) return [];
    const driver = sysfsLink(host, `${devicePath}/driver`) ?? stands.get(basename(devicePath));
    return [{ name, number: Number(name.slice("accel".length)), devicePath, ...(driver !== undefined && { driver }) }];
  });
}
