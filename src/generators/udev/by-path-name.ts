import { basename, dirname } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { sysfsInteger, sysfsLink, sysfsText } from "../../host/sysfs-value.ts";

/** What the first ancestor of a subsystem adds to the path; those directly above it in the same one add nothing. */
const pieces: Readonly<Record<string, (name: string) => string>> = {
  usb: (name) => `usb-0:${name.slice(name.indexOf("-") + 1)}`,
  pci: (name) => `pci-${name}`,
  platform: (name) => `platform-${name}`,
  amba: (name) => `amba-${name}`,
  acpi: (name) => `acpi-${name}`,
  pnp: (name) => `pnp-${name}`,
  faux: (name) => `faux-${name}`,
};

/**
 * Where a device hangs, as udev names it in the `by-path` folders of `/dev`, without the number of a port or node;
 * undefined where nothing is known of it. udev has no name for what hangs on pnp, and none for what only software makes.
 */
export function byPathName(host: HostTree, devicePath: string): string | undefined {
  const found: string[] = [];
  let last: string | undefined;
  for (let at = devicePath; at.startsWith("/sys/devices/"); at = dirname(at)) {
    const subsystem = sysfsLink(host, `${at}/subsystem`);
    const piece = subsystem === undefined || subsystem === last ? undefined : pieces[subsystem];
    if (piece) found.unshift(piece(basename(at)));
    last = subsystem;
  }
  return found.length > 0 ? found.join("-") : undefined;
}

/** The same with the generation of USB, by which newer udev tells the two root hubs of one controller apart. */
export function withUsbGeneration(host: HostTree, name: string, usbDevice: string): string {
  const root = usbDevice.split("/").findIndex((part) => /^usb\d+$/.test(part));
  const hub = usbDevice
    .split("/")
    .slice(0, root + 1)
    .join("/");
  const protocol = sysfsText(host, `${hub}/bDeviceProtocol`);
  const old = sysfsInteger(host, `${hub}/speed`) === 480 ? 2 : 1;
  const generation = protocol === "03" ? 3 : protocol === "00" ? old : 2;
  return name.replace("usb-0:", `usbv${generation}-0:`);
}
