import { sysfsText } from "../../host/sysfs-value.ts";
import type { Problem } from "../../problems.ts";
import { problem } from "../../problems.ts";
import type { GeneratorHost } from "../generator.ts";
import { naturalOrder } from "../naming/natural-order.ts";
import { classNode } from "../nodes/class-node.ts";
import { isPhantom } from "./is-phantom.ts";
import type { Port } from "./port.ts";
import { usbPlaceOf } from "./usb-place.ts";

/** The serial ports of a host that containers can have, and what else there is. */
export interface PortSearch {
  readonly ports: readonly Port[];
  /** How many terminals there are; undefined where sysfs does not say. */
  readonly terminals: number | undefined;
  /** How many of them are UARTs without a chip. */
  readonly phantoms: number;
  readonly problems: readonly Problem[];
}

const directory = "/sys/class/tty";

/** Names that ports without the attributes of a UART have. A hypervisor's console, such as `hvc0`, is no port. */
const portName = /^(?:tty[A-Z]|ttymx|ttyr|rfcomm)/;

/**
 * Names of ports to what is elsewhere: over Bluetooth, of which the adapter that carries one for a while is no part, and to
 * the USB host that this machine is plugged into.
 */
const remoteName = /^(?:rfcomm|ttyGS)\d+$/;

export function findPorts(host: GeneratorHost): PortSearch {
  const names = host.tree.list(directory);
  const consoles = new Set(sysfsText(host.tree, `${directory}/console/active`)?.split(/\s+/));
  const ports: Port[] = [];
  const problems: Problem[] = [];
  let phantoms = 0;
  for (const name of names ?? []) {
    const phantom = isPhantom(host.tree, `${directory}/${name}`);
    if (phantom === true) phantoms++;
    if (phantom === true || (phantom === undefined && !portName.test(name))) continue;
    const isRemote = remoteName.test(name);
    const devicePath = isRemote ? undefined : host.tree.realPath(`${directory}/${name}/device`);
    if (devicePath === undefined && !isRemote) continue;
    const { path, node, fault } = classNode(host, `${directory}/${name}`, { of: "port" });
    const message = fault ?? (phantom === "unknown" ? "cannot read its type, so it may have no chip" : undefined);
    if (message !== undefined) {
      const subject = fault === undefined ? `Serial port ${name}` : `Left out serial port ${name}`;
      problems.push(problem("odd-device", `${subject}: ${message}`, { path }));
    }
    if (fault !== undefined) continue;
    const usb = devicePath === undefined ? undefined : usbPlaceOf(host.tree, devicePath);
    const place = { ...(devicePath !== undefined && { devicePath }), ...(usb && { usb }) };
    const isConsole = consoles.has(name) || sysfsText(host.tree, `${directory}/${name}/console`) === "Y";
    ports.push({ name, path, ...(node && { node }), isConsole, ...place });
  }
  ports.sort((one, other) => naturalOrder(one.name, other.name));
  return { ports, terminals: names?.length, phantoms, problems };
}
