import type { ContainerDevice } from "../../oci/container.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";

/** The nodes that a container's runtime makes, by their paths; of several at one path, it makes the first. */
export const madeNodes = oncePer(({ container }: Subject): ReadonlyMap<string, ContainerDevice> => {
  const nodes = container?.linux.devices ?? [];
  return new Map(nodes.toReversed().map((node) => [node.path, node]));
});
