import type { GeneratorHost } from "../generators/generator.ts";
import type { HostTree } from "../host/host-tree.ts";
import { openHostTree } from "../host/open-host-tree.ts";
import type { HostPlaces } from "./host-places.ts";

/** A machine to write specs of; `distrust` is told of what everyone can write, of which nothing is learnt. */
export function openHost(places: HostPlaces, distrust: (path: string) => void): GeneratorHost {
  return hostAt(places, (root) => openHostTree(root, distrust));
}

/** The same machine by whatever opens a tree at a root. */
export function hostAt(
  { root = "/", devRoot, driverRoot }: HostPlaces,
  open: (root: string) => HostTree,
): GeneratorHost {
  const tree = open(root);
  return {
    tree,
    devices: devRoot === undefined ? tree : open(devRoot),
    driver: driverRoot === undefined ? tree : open(driverRoot),
  };
}
