import type { HostTree } from "../../host/host-tree.ts";
import { udevEncode } from "./udev-encode.ts";

/**
 * What udev calls a USB device by what it says of itself: vendor, model and serial number. Devices without a serial
 * number, or with the one of all others, share it.
 */
export function usbIdentity(host: HostTree, devicePath: string): string {
  const read = (name: string): string | undefined => host.readText(`${devicePath}/${name}`, 4096);
  const vendor = udevEncode(read("manufacturer") ?? read("idVendor") ?? "", "vendor");
  const model = udevEncode(read("product") ?? read("idProduct") ?? "", "model");
  const serial = usableSerial(read("serial"));
  return [vendor, model, ...(serial === "" ? [] : [serial])].join("_").slice(0, 255);
}

/** A serial number as udev puts it into a name: none where it has anything but printable ASCII, or a comma. */
export function usableSerial(serial = ""): string {
  const text = serial.replace(/\n$/, "");
  return /^[\x20-\x7f]*$/.test(text) && !text.includes(",") ? udevEncode(text, "serial") : "";
}
