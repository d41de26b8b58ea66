import { dirname } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { pciPathOf } from "../../host/pci-path.ts";
import { sysfsInteger, sysfsLink } from "../../host/sysfs-value.ts";
import { readUsbDevice } from "../../host/usb-device.ts";
import { attributeAnnotations } from "../attribute-annotations.ts";
import type { Port } from "./port.ts";

/** What only carries the ports of a device, and is no device. */
const carriers: ReadonlySet<string | undefined> = new Set([undefined, "serial-base", "usb-serial", "tty"]);

/** What schedulers select a port by, under whichever of its names. */
export function portAnnotations(host: HostTree, { devicePath, isConsole, usb }: Port): Record<string, string> {
  const hardware = hardwareOf(host, devicePath);
  const bus = hardware === undefined ? undefined : sysfsLink(host, `${hardware}/subsystem`);
  const pci = pciPathOf(devicePath)?.pciBusId;
  const numa = pci === undefined ? undefined : sysfsInteger(host, `/sys/bus/pci/devices/${pci}/numa_node`);
  return attributeAnnotations({
    type: "serial",
    bus,
    driver: usb ? usbDriver(host, devicePath) : driverOf(host, hardware),
    ...(usb ? readUsbDevice(host, usb.devicePath) : { pciBusId: pci }),
    numaNode: numa !== undefined && numa >= 0 ? numa : undefined,
    "serial.dev/console": isConsole || undefined,
  });
}

/** A port of a usb-serial device has the adapter's driver itself, any other that of its interface. */
function usbDriver(host: HostTree, devicePath: string): string | undefined {
  return driverOf(host, devicePath) ?? driverOf(host, dirname(devicePath));
}

function driverOf(host: HostTree, directory: string | undefined): string | undefined {
  return directory === undefined ? undefined : sysfsLink(host, `${directory}/driver`);
}

function hardwareOf(host: HostTree, devicePath: string): string | undefined {
  for (let at = devicePath; at.startsWith("/sys/devices/"); at = dirname(at)) {
    if (!carriers.has(sysfsLink(host, `${at}/subsystem`))) return at;
  }
  return undefined;
}
