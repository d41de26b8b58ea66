import type { HostNode } from "../../host/host-node.ts";

/**
 * The group that may do with a node what others may not. A node keeps it in the container only where it is said, and it
 * helps only where the container's user is in it.
 */
export function groupWithAccess(node: HostNode | undefined): number | undefined {
  if (!node?.gid) return undefined;
  const [group, others] = [(node.fileMode >> 3) & 6, node.fileMode & 6];
  return (group & ~others) === 0 ? undefined : node.gid;
}
