import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { interfaceNameIn } from "./interface-name.ts";
import { isRepresentor, type SiblingInterface } from "./sibling-interfaces.ts";

export interface PortPlace {
  /** Its directory in sysfs. */
  readonly directory: string;
  readonly number: number;
  /** Whether the device has no other. */
  readonly isOnly: boolean;
}

/**
 * The network interface of a port: that of its addresses, or else the one of the device that has its GUID or its number. A
 * bond is no interface of the device, and still the one that its addresses have.
 */
export function portInterface(
  host: HostTree,
  port: PortPlace,
  siblings: readonly SiblingInterface[],
): string | undefined {
  return (
    addressInterface(host, port, siblings) ?? guidInterface(host, port, siblings) ?? numberInterface(port, siblings)
  );
}

/** VLANs have addresses too, so the device's own interface comes before the first one. Reads no further than it must. */
function addressInterface(
  host: HostTree,
  { directory }: PortPlace,
  siblings: readonly SiblingInterface[],
): string | undefined {
  const own = new Set(siblings.map(({ name }) => name));
  let first: string | undefined;
  for (const index of host.list(`${directory}/gid_attrs/ndevs`) ?? []) {
    const name = interfaceNameIn(sysfsText(host, `${directory}/gid_attrs/ndevs/${index}`));
    if (name === undefined || name === first) continue;
    if (own.has(name)) return name;
    if (first === undefined && !isRepresentor(host, name)) first = name;
    if (own.size === 0 && first !== undefined) return first;
  }
  return first;
}

function guidInterface(
  host: HostTree,
  { directory }: PortPlace,
  siblings: readonly SiblingInterface[],
): string | undefined {
  if (siblings.every(({ guid }) => guid === undefined)) return undefined;
  const own = sysfsText(host, `${directory}/gids/0`)?.toLowerCase().split(":").slice(4).join("");
  return siblings.find(({ guid }) => guid !== undefined && guid === own)?.name;
}

function numberInterface({ number, isOnly }: PortPlace, siblings: readonly SiblingInterface[]): string | undefined {
  const [only, ...others] = siblings;
  if (isOnly && others.length === 0) return only?.name;
  const found = siblings.filter(({ port }) => port === number);
  return found.length === 1 ? found[0]?.name : undefined;
}
