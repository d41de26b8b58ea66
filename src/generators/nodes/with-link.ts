import type { GeneratorHost } from "../generator.ts";
import type { WantedNode } from "./node-edits.ts";

/**
 * A node, and the same once more at the path of a link where the host has that link and it leads to the node: programs
 * look for it there, and runtimes follow no links.
 */
export function withLink(
  { devices }: GeneratorHost,
  node: WantedNode,
  link: string | undefined,
): readonly WantedNode[] {
  const isLinked = link !== undefined && devices.realPath(link) === node.path;
  return isLinked ? [node, { ...node, path: link, from: node.path }] : [node];
}
