import type { ContainerEdits, DeviceNode } from "../../cdi/spec.ts";

/** Edits with nodes, and with the groups without which these would be of no use to all users of a container. */
export function withNodes(nodes: readonly DeviceNode[]): ContainerEdits {
  const groups = new Set(nodes.flatMap(({ gid }) => (gid === undefined ? [] : [gid])));
  return { deviceNodes: [...nodes], ...(groups.size > 0 && { additionalGids: [...groups] }) };
}
