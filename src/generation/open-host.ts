import type { GeneratorHost } from "../generators/generator.ts";
import { openHostTree } from "../host/open-host-tree.ts";
import type { HostPlaces } from "./host-places.ts";

/** A machine to write specs of; `distrust` is told of what everyone can write, of which nothing is learnt. */
export function openHost(
  { root = "/", devRoot, driverRoot }: HostPlaces,
  distrust: (path: string) => void,
): GeneratorHost {
  const tree = openHostTree(root, distrust);
  return {
    tree,
    devices: devRoot === undefined ? tree : openHostTree(devRoot, distrust),
    driver: driverRoot === undefined ? tree : openHostTree(driverRoot, distrust),
  };
}
