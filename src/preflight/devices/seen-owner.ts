import type { HostNode } from "../../host/host-node.ts";
import { lookInside } from "../../host/look-inside.ts";
import type { Container, IdMapping } from "../../oci/container.ts";
import type { UsedNode } from "../kinds/used-nodes.ts";
import { hasUserNamespace } from "../limits/user-namespace.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import type { NodeOwner } from "./file-access.ts";
import { madeNodes } from "./made-nodes.ts";
import { mountedNodes } from "./mounted-nodes.ts";

/** What runtimes give a node whose mode the OCI spec does not tell. */
const usualMode = 0o666;

export interface SeenOwner extends NodeOwner {
  /** Whether it is the host's own node, which can have an access control list too. */
  readonly ofHost: boolean;
  /** The group on the host, whatever the container makes of it. */
  readonly hostGid: number;
}

/** A node in a container, and whose it is there. */
export interface SeenNode {
  readonly path: string;
  readonly hostPath: string;
  readonly owner: SeenOwner;
}

/** The nodes that come of one that devices bring, which can be a directory of them; none where they are not known. */
export function seenNodes(node: UsedNode, container: Container, subject: Subject): readonly SeenNode[] {
  const { path, hostPath, isMount } = node;
  if (isMount) {
    return mountedNodes(node, subject.host).map((found) => {
      return { path: found.path, hostPath: found.hostPath, owner: ownerOnHost(found, container, subject) };
    });
  }
  if (hasUserNamespace(container) && ociRuntime(subject.runtime) === "runc") {
    const found = subject.host.deviceNode(path);
    const owner = "missing" in found ? undefined : ownerOnHost({ ...found, hostPath: path }, container, subject);
    return owner ? [{ path, hostPath: path, owner }] : [];
  }
  const device = madeNodes(subject).get(path);
  if (!device || (!device.major && device.type !== "p")) return [];
  const { fileMode = usualMode, uid = 0, gid = 0 } = device;
  return [{ path, hostPath, owner: { mode: fileMode & 0o7777, uid, gid, ofHost: false, hostGid: gid } }];
}

interface OnHost extends HostNode {
  readonly hostPath: string;
}

/** Almost every device node is root's, so it is taken for that where the owner cannot be told. */
function ownerOnHost({ hostPath, fileMode, gid = 0 }: OnHost, container: Container, { host }: Subject): SeenOwner {
  const stats = lookInside(host, hostPath);
  const uid = stats?.isCharacterDevice() || stats?.isBlockDevice() ? stats.uid : 0;
  const seen = { mode: fileMode, ofHost: true, hostGid: gid };
  if (!hasUserNamespace(container)) return { ...seen, uid, gid };
  const { uidMappings, gidMappings } = container.linux;
  return { ...seen, uid: idInside(uid, uidMappings), gid: idInside(gid, gidMappings) };
}

/** What an id of the host is in a container; undefined where that is nobody. */
export function idInside(id: number, mappings: readonly IdMapping[]): number | undefined {
  const found = mappings.find(({ hostID, size }) => id >= hostID && id < hostID + size);
  return found && found.containerID + id - found.hostID;
}
