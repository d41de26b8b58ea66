import { sysfsHex, sysfsInteger, sysfsText } from "../../host/sysfs-value.ts";
import { type Problem, problem } from "../../problems.ts";
import type { GeneratorHost } from "../generator.ts";
import { naturalOrder } from "../naming/natural-order.ts";
import { classNode } from "../nodes/class-node.ts";
import type { UsbUnit } from "./usb-unit.ts";

/** The USB devices of a host that containers can have, and what else there is. */
export interface UnitSearch {
  readonly units: readonly UsbUnit[];
  /** How many devices there are, those of the host's own controllers left out; undefined where sysfs does not say. */
  readonly listed: number | undefined;
  /** How many of them are hubs. */
  readonly hubs: number;
  readonly problems: readonly Problem[];
}

const directory = "/sys/bus/usb/devices";

/** Neither an interface, such as `1-2:1.0`, nor the hub in a controller, such as `usb1`. */
const unitName = /^\d+-\d+(?:\.\d+)*$/;

/** Hubs are left out: by one a container could cut off what others have. */
export function findUnits(host: GeneratorHost): UnitSearch {
  const names = host.tree.list(directory)?.filter((name) => unitName.test(name));
  const units: UsbUnit[] = [];
  const problems: Problem[] = [];
  let hubs = 0;
  for (const name of (names ?? []).toSorted(naturalOrder)) {
    const devicePath = host.tree.realPath(`${directory}/${name}`);
    if (devicePath === undefined) continue;
    const isHub = sysfsText(host.tree, `${devicePath}/bDeviceClass`) === "09";
    if (isHub) hubs++;
    if (isHub) continue;
    const found = unitAt(host, name, devicePath);
    if ("fault" in found) problems.push(problem("odd-device", `Left out USB device ${name}: ${found.fault}`));
    else units.push(found);
  }
  return { units, listed: names?.length, hubs, problems };
}

function unitAt(host: GeneratorHost, name: string, devicePath: string): UsbUnit | { readonly fault: string } {
  const [vendor, product] = ["idVendor", "idProduct"].map((file) => sysfsHex(host.tree, `${devicePath}/${file}`));
  if (vendor === undefined || product === undefined) return { fault: "sysfs does not say what it is" };
  const numbers = ["busnum", "devnum"].map((file) => sysfsInteger(host.tree, `${devicePath}/${file}`));
  const usual = numbers.map((number) => `${number}`.padStart(3, "0")).join("/");
  const { path, node, fault } = classNode(host, devicePath, { folder: "bus/usb", name: usual });
  if (fault !== undefined) return { fault };
  return { name, path, ...(node && { node }), devicePath, model: `${vendor}-${product}` };
}
