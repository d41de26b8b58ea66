import type { GeneratorHost } from "../generator.ts";

/**
 * What stands in front of `/dev` on the machine where the nodes are in a tree within the machine's own; empty where they
 * are in none other, or in one that stands for the machine's own directories.
 */
export function nodePrefix({ tree, devices }: GeneratorHost): string {
  const above = tree.root === "/" ? "" : tree.root;
  const isWithin = devices.root !== tree.root && devices.root.startsWith(`${above}/`);
  return isWithin ? devices.root.slice(above.length) : "";
}
