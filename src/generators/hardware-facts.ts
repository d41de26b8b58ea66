import { dirname } from "node:path";
import type { HostTree } from "../host/host-tree.ts";
import { pciDirectoryOf, pciPathOf } from "../host/pci-path.ts";
import { sysfsInteger, sysfsLink } from "../host/sysfs-value.ts";
import { readUsbDevice } from "../host/usb-device.ts";
import type { Facts } from "./attribute-annotations.ts";
import { pciFacts } from "./pci-facts.ts";

/** What is known of the hardware at a real path of sysfs, and of where it is, by the names of our attributes. */
export function hardwareFacts(host: HostTree, devicePath: string): Facts {
  const bus = busOf(host, devicePath);
  const driver = sysfsLink(host, `${devicePath}/driver`);
  const directory = pciDirectoryOf(devicePath);
  if (directory !== undefined && (bus === "pci" || bus === "virtio")) {
    return { bus, ...pciFacts(host, directory), driver };
  }
  const address = pciPathOf(devicePath)?.pciBusId;
  const numaNode = address === undefined ? undefined : sysfsInteger(host, `/sys/bus/pci/devices/${address}/numa_node`);
  return {
    bus,
    driver,
    hostPciBusId: address,
    numaNode: numaNode !== undefined && numaNode >= 0 ? numaNode : undefined,
    ...(bus === "usb" && readUsbDevice(host, devicePath)),
  };
}

const buses: ReadonlySet<string> = new Set([
  "pci",
  "usb",
  "virtio",
  "platform",
  "amba",
  "acpi",
  "pnp",
  "i2c",
  "spi",
  "faux",
]);

function busOf(host: HostTree, devicePath: string): string | undefined {
  for (let at = devicePath; at.startsWith("/sys/devices/"); at = dirname(at)) {
    const subsystem = sysfsLink(host, `${at}/subsystem`);
    if (subsystem !== undefined && buses.has(subsystem)) return subsystem;
  }
  return undefined;
}
