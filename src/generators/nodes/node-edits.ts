import type { ContainerEdits, DeviceNode } from "../../cdi/spec.ts";
import type { HostNode } from "../../host/host-node.ts";
import type { GeneratorHost } from "../generator.ts";
import { groupWithAccess } from "./group-access.ts";
import { nodePrefix } from "./node-prefix.ts";
import { withNodes } from "./with-nodes.ts";

/** A device node for a container. */
export interface WantedNode {
  /** Where the container has it. */
  readonly path: string;
  /** Where the machine has it, below its own `/dev`. Default: at the same path. */
  readonly from?: string;
  /** Absent where nobody may look at it. */
  readonly node?: HostNode;
}

/**
 * Edits with device nodes. No numbers: many change as a device is plugged in or its driver is loaded again, and runtimes
 * read them from the host. No `m` in the permissions, for what a container could make are nodes of devices that it was not
 * given.
 */
export function nodeEdits(host: GeneratorHost, nodes: readonly WantedNode[]): ContainerEdits {
  const prefix = nodePrefix(host);
  const deviceNodes = nodes.map(({ path, from = path, node }): DeviceNode => {
    const hostPath = `${prefix}${from}`;
    const gid = groupWithAccess(node);
    return { path, ...(hostPath !== path && { hostPath }), permissions: "rw", ...(gid !== undefined && { gid }) };
  });
  return withNodes(deviceNodes);
}
