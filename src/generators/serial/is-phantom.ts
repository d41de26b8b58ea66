import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";

/**
 * Whether a terminal is the port of a UART that has no chip: kernels make some for any that may turn up. `unknown` where a
 * port has a type that cannot be read; undefined for what has none, as adapters on USB.
 */
export function isPhantom(host: HostTree, directory: string): boolean | "unknown" | undefined {
  const type = sysfsText(host, `${directory}/type`);
  if (type !== undefined && /^\d{1,9}$/.test(type)) return Number(type) === 0;
  if (!host.list(directory)?.includes("type")) return undefined;
  const places = ["port", "iomem_base"].map((name) => sysfsText(host, `${directory}/${name}`));
  return places.every((place) => place === "0x0") ? true : "unknown";
}
