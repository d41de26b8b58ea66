import { type Distance, distanceBetween } from "../host/pci-distance.ts";
import type { PlacedFunction } from "../host/pci-path.ts";
import type { DefinedDevice } from "../registry/defined-device.ts";
import type { Inventory } from "./inventory.ts";

/** A PCI function and the devices that stand for it. */
export interface TopologyFunction {
  readonly pciBusId: string;
  readonly numaNode?: number;
  readonly pcieRoot?: string;
  /** Names, in the order of the devices given. */
  readonly devices: readonly string[];
}

/** The distance between two functions, `a` before `b`. */
export interface TopologyDistance extends Distance {
  readonly a: string;
  readonly b: string;
}

export interface Topology {
  /** In the order of their addresses. */
  readonly functions: readonly TopologyFunction[];
  /** One entry for each pair of different functions. */
  readonly distances: readonly TopologyDistance[];
}

/** Pairs grow with the square: these make 32,640. */
export const topologyLimit = 256;

/** How the PCI functions of devices lie to each other. Where there are more than the limit, only their number. */
export function topologyOf(
  devices: Iterable<DefinedDevice>,
  inventory: Pick<Inventory, "stateOf">,
): Topology | { readonly tooManyFunctions: number } {
  const byAddress = new Map<string, { readonly place: PlacedFunction; readonly devices: string[] }>();
  for (const device of devices) {
    for (const place of inventory.stateOf(device).hardware?.functions ?? []) {
      const known = byAddress.get(place.pciBusId);
      if (known) known.devices.push(device.name);
      else byAddress.set(place.pciBusId, { place, devices: [device.name] });
    }
  }
  if (byAddress.size > topologyLimit) return { tooManyFunctions: byAddress.size };
  const found = [...byAddress.values()].sort((a, b) => byNumber(a.place.pciBusId, b.place.pciBusId));
  return {
    functions: found.map(({ place: { bridges: _, ...place }, devices: names }) => ({ ...place, devices: names })),
    distances: distancesAmong(found.map(({ place }) => place)),
  };
}

function distancesAmong(places: readonly PlacedFunction[]): TopologyDistance[] {
  return places.flatMap((a, index) =>
    places.slice(index + 1).map((b) => ({ a: a.pciBusId, b: b.pciBusId, ...distanceBetween(a, b) })),
  );
}

/** A domain can have more digits than another. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
