import { busOf } from "../../host/bus-of.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { numaNodeOf } from "../../host/numa-node.ts";
import { pciDirectoryOf, pciPathOf } from "../../host/pci-path.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import { readUsbDevice } from "../../host/usb-device.ts";
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
  return {
    bus,
    driver,
    hostPciBusId: address,
    numaNode: directory === undefined ? undefined : numaNodeOf(host, directory),
    ...(bus === "usb" && readUsbDevice(host, devicePath)),
  };
}
