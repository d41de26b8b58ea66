import type { HostTree } from "../../host/host-tree.ts";
import type { UsbPlace } from "./port.ts";
import { udevEncode } from "./udev-encode.ts";

/**
 * The name in `/dev/serial/by-id` that udev's rules give a port, without `usb-`: vendor, model, serial number, interface
 * and port. Adapters without a serial number, or with the one of all others, share it.
 */
export function byIdName(host: HostTree, { devicePath, interfaceNumber, portNumber }: UsbPlace): string {
  const read = (name: string): string | undefined => host.readText(`${devicePath}/${name}`, 4096);
  const vendor = udevEncode(read("manufacturer") ?? read("idVendor") ?? "", "vendor");
  const model = udevEncode(read("product") ?? read("idProduct") ?? "", "model");
  const serial = usableSerial(read("serial"));
  const device = [vendor, model, ...(serial === "" ? [] : [serial])].join("_").slice(0, 255);
  return `${device}-if${interfaceNumber}${portNumber === undefined ? "" : `-port${portNumber}`}`;
}

/** udev drops a serial number that has anything but printable ASCII, or a comma. */
function usableSerial(serial = ""): string {
  const text = serial.replace(/\n$/, "");
  return /^[\x20-\x7f]*$/.test(text) && !text.includes(",") ? udevEncode(text, "serial") : "";
}
