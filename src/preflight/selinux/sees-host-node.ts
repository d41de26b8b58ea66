import type { Container } from "../../oci/container.ts";
import type { UsedNode } from "../kinds/used-nodes.ts";
import { hasUserNamespace } from "../limits/user-namespace.ts";
import { isBind } from "../mounts/planned-mounts.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";

/**
 * Whether a container sees the host's own node, with the label that it has there, or one that the runtime made. In a user
 * namespace nodes cannot be made, so that runc mounts those of the host; and on a mounted directory nothing is made.
 */
export function seesHostNode({ path, isMount }: UsedNode, container: Container, { runtime }: Subject): boolean {
  if (isMount || (hasUserNamespace(container) && ociRuntime(runtime) === "runc")) return true;
  const below = container.mounts.findLast(({ destination }) => isBelow(path, destination));
  return below !== undefined && isBind(below);
}

function isBelow(path: string, destination: string): boolean {
  return destination !== "/" && path.startsWith(destination.endsWith("/") ? destination : `${destination}/`);
}
