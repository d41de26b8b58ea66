import type { HostTree } from "./host-tree.ts";
import { pciPathOf } from "./pci-path.ts";
import { sysfsHex, sysfsText } from "./sysfs-value.ts";

/** What sysfs says of a USB device, by the names of our attributes. */
export interface UsbDevice {
  readonly usbVendorId?: string;
  readonly usbProductId?: string;
  readonly serial?: string;
  readonly productName?: string;
  /** The PCI function of the controller that the device hangs on. */
  readonly hostPciBusId?: string;
}

/** Reads the USB device that a real path in sysfs leads through; nothing is known of one that is not there. */
export function readUsbDevice(host: HostTree, path: string): UsbDevice {
  const directory = usbDirectoryOf(path);
  const read = <Value>(name: string, value: Value | undefined): Record<string, Value> =>
    value === undefined ? {} : { [name]: value };
  return {
    ...(directory !== undefined && {
      ...read("usbVendorId", sysfsHex(host, `${directory}/idVendor`)),
      ...read("usbProductId", sysfsHex(host, `${directory}/idProduct`)),
      ...read("serial", sysfsText(host, `${directory}/serial`)),
      ...read("productName", sysfsText(host, `${directory}/product`)),
    }),
    ...read("hostPciBusId", pciPathOf(path)?.pciBusId),
  };
}

/** The directory of the deepest USB device of a real path. */
export function usbDirectoryOf(path: string): string | undefined {
  const parts = path.split("/");
  const at = parts.findLastIndex((part) => /^(?:usb\d+|\d+-\d+(?:\.\d+)*)$/.test(part));
  return at < 0 ? undefined : parts.slice(0, at + 1).join("/");
}
