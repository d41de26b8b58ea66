import { dirname } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { sysfsInteger, sysfsText } from "../../host/sysfs-value.ts";
import type { UsbPlace } from "./port.ts";

/**
 * Where the device of a terminal is on USB; undefined where it is not. The first device above it counts: the hubs further
 * up are USB devices too.
 */
export function usbPlaceOf(host: HostTree, path: string): UsbPlace | undefined {
  let interfaceNumber: string | undefined;
  for (let at = path; at.startsWith("/sys/devices/"); at = dirname(at)) {
    interfaceNumber ??= sysfsText(host, `${at}/bInterfaceNumber`);
    if (sysfsText(host, `${at}/idVendor`) === undefined) continue;
    const portNumber = sysfsInteger(host, `${path}/port_number`);
    if (interfaceNumber === undefined) return undefined;
    return { devicePath: at, interfaceNumber, ...(portNumber !== undefined && { portNumber }) };
  }
  return undefined;
}
