import { dirname } from "node:path";
import type { HostTree } from "./host-tree.ts";
import { sysfsLink } from "./sysfs-value.ts";

/** What of the kernel's subsystems is a bus that hardware hangs on, rather than a class of devices or a layer of drivers. */
const buses: ReadonlySet<string> = new Set([
  "pci",
  "usb",
  "virtio",
  "scsi",
  "platform",
  "amba",
  "acpi",
  "pnp",
  "i2c",
  "spi",
  "faux",
]);

/**
 * The nearest bus at or above a device, by its real path in sysfs. The nearest counts: a serial adapter on USB must not
 * pass for its controller, a PCI function.
 */
export function busOf(host: HostTree, devicePath: string): string | undefined {
  for (let at = devicePath; at.startsWith("/sys/devices/"); at = dirname(at)) {
    const subsystem = sysfsLink(host, `${at}/subsystem`);
    if (subsystem !== undefined && buses.has(subsystem)) return subsystem;
  }
  return undefined;
}
