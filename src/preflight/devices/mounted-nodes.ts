import { join } from "node:path";
import type { HostNode } from "../../host/host-node.ts";
import type { HostTree } from "../../host/host-tree.ts";
import type { UsedNode } from "../kinds/used-nodes.ts";

/** A node of the host that comes with a mount, by itself or in a directory. */
export interface MountedNode extends HostNode {
  /** In the container. */
  readonly path: string;
  readonly hostPath: string;
}

/** Directories of nodes are not deeper than that of USB, and no one needs to look at more nodes to be told. */
const deepest = 3;
const mostNodes = 512;

/** The nodes that a mount brings; those that nobody may look at are left out. */
export function mountedNodes({ path, hostPath }: UsedNode, host: HostTree): readonly MountedNode[] {
  return nodesBelow(host, hostPath, path, 0).slice(0, mostNodes);
}

function nodesBelow(host: HostTree, hostPath: string, path: string, depth: number): readonly MountedNode[] {
  const found = host.deviceNode(hostPath);
  if (!("missing" in found)) return [{ ...found, path, hostPath }];
  const names = depth < deepest ? (host.list(hostPath) ?? []) : [];
  return names
    .slice(0, mostNodes)
    .flatMap((name) => nodesBelow(host, join(hostPath, name), join(path, name), depth + 1));
}
