import { dirname } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { Port } from "./port.ts";

/** What only carries the ports of a device, and is no device. */
const carriers: ReadonlySet<string | undefined> = new Set([undefined, "serial-base", "tty"]);

/** What schedulers select a port by, under whichever of its names. */
export function portAnnotations(host: HostTree, { devicePath, isConsole }: Port): Record<string, string> {
  const hardware = devicePath === undefined ? undefined : hardwareOf(host, devicePath);
  return attributeAnnotations({
    type: "serial",
    ...(hardware !== undefined && hardwareFacts(host, hardware)),
    "serial.dev/console": isConsole || undefined,
  });
}

/** A port of a usb-serial device is itself what the adapter's driver has. */
function hardwareOf(host: HostTree, devicePath: string): string | undefined {
  for (let at = devicePath; at.startsWith("/sys/devices/"); at = dirname(at)) {
    if (!carriers.has(sysfsLink(host, `${at}/subsystem`))) return at;
  }
  return undefined;
}
