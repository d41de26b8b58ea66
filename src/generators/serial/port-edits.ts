import type { ContainerEdits, DeviceNode } from "../../cdi/spec.ts";
import type { HostNode } from "../../host/host-node.ts";
import type { GeneratorHost } from "../generator.ts";
import { nodePrefix } from "../node-prefix.ts";
import type { PortName } from "./port-names.ts";

/**
 * What a container needs for a port. No device numbers: those of an adapter change as it is plugged in again, and runtimes
 * read them from the host. A stable name comes with the link that the host has for it, as another node: runtimes follow
 * no links.
 */
export function portEdits(host: GeneratorHost, { port, link }: PortName): ContainerEdits {
  const { path, node } = port;
  const hostPath = `${nodePrefix(host)}${path}`;
  const gid = groupWithAccess(node);
  const access = { permissions: "rw", ...(gid !== undefined && { gid }) };
  const deviceNodes: DeviceNode[] = [{ path, ...(hostPath !== path && { hostPath }), ...access }];
  if (link !== undefined && host.devices.realPath(`/dev/${link}`) === path) {
    deviceNodes.push({ path: `/dev/${link}`, hostPath, ...access });
  }
  return { deviceNodes, ...(gid !== undefined && { additionalGids: [gid] }) };
}

/**
 * The group that may do what others may not. A node keeps it in the container only where it is said, and it helps only
 * where the container's user is in it.
 */
function groupWithAccess(node: HostNode | undefined): number | undefined {
  if (!node?.gid) return undefined;
  const [group, others] = [(node.fileMode >> 3) & 6, node.fileMode & 6];
  return (group & ~others) === 0 ? undefined : node.gid;
}
