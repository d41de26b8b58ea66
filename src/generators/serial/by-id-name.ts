import type { HostTree } from "../../host/host-tree.ts";
import { usbIdentity } from "../udev/usb-identity.ts";
import type { UsbPlace } from "./port.ts";

/**
 * The name in `/dev/serial/by-id` that udev's rules give a port, without `usb-`: what its adapter is, interface and port.
 */
export function byIdName(host: HostTree, { devicePath, interfaceNumber, portNumber }: UsbPlace): string {
  const port = portNumber === undefined ? "" : `-port${portNumber}`;
  return `${usbIdentity(host, devicePath)}-if${interfaceNumber}${port}`;
}
