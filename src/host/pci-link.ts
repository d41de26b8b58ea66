import { dirname } from "node:path";
import type { HostTree } from "./host-tree.ts";
import { pciDirectoryOf } from "./pci-path.ts";
import { sysfsInteger, sysfsText } from "./sysfs-value.ts";

/** How a PCI function is connected. The speed falls while a device idles; the width should not. */
export interface PciLink {
  readonly pcieGen?: number;
  readonly pcieWidth?: number;
  /** The best that the function and the port above it can do both. */
  readonly pcieMaxGen?: number;
  readonly pcieMaxWidth?: number;
  /** It is suspended, and its link was not looked at: that would wake it up. */
  readonly isAsleep?: true;
}

/** The link of the function at a directory of sysfs. A virtual function has none of its own, and says 0. */
export function readPciLink(host: HostTree, directory: string): PciLink {
  if (sysfsText(host, `${directory}/power/runtime_status`) === "suspended") return { isAsleep: true };
  const above = dirname(directory);
  const port = pciDirectoryOf(above) === above ? above : undefined;
  const best = (read: typeof readGen, name: string): number | undefined =>
    least(read(host, `${directory}/${name}`), port === undefined ? undefined : read(host, `${port}/${name}`));
  return {
    ...present("pcieGen", readGen(host, `${directory}/current_link_speed`)),
    ...present("pcieWidth", readWidth(host, `${directory}/current_link_width`)),
    ...present("pcieMaxGen", best(readGen, "max_link_speed")),
    ...present("pcieMaxWidth", best(readWidth, "max_link_width")),
  };
}

function present(name: Exclude<keyof PciLink, "isAsleep">, value: number | undefined): PciLink {
  return value === undefined ? {} : { [name]: value };
}

/** Only where the function has a link: the port's alone says nothing of it. */
function least(own: number | undefined, port: number | undefined): number | undefined {
  return own === undefined || port === undefined ? own : Math.min(own, port);
}

const gens: ReadonlyMap<string, number> = new Map([
  ["2.5", 1],
  ["5", 2],
  ["8", 3],
  ["16", 4],
  ["32", 5],
  ["64", 6],
  ["128", 7],
]);

/** The generation of a speed such as `8 GT/s` (kernels up to 5.6) or `8.0 GT/s PCIe`. */
function readGen(host: HostTree, path: string): number | undefined {
  const [, speed] = /^([\d.]+) GT\/s/.exec(sysfsText(host, path) ?? "") ?? [];
  return speed === undefined ? undefined : gens.get(String(Number(speed)));
}

/** A width; 0 and 255 stand for none. */
function readWidth(host: HostTree, path: string): number | undefined {
  const width = sysfsInteger(host, path);
  return width !== undefined && width > 0 && width < 255 ? width : undefined;
}
