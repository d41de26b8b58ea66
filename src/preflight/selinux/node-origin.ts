import type { Container } from "../../oci/container.ts";
import { nodePlaces } from "../devices/node-mounts.ts";
import type { UsedNode } from "../kinds/used-nodes.ts";
import { callerOn } from "../limits/caller.ts";
import { hasUserNamespace } from "../limits/user-namespace.ts";
import { isBind } from "../mounts/planned-mounts.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";

/**
 * Where the node comes from that a container sees, and with it the label: from the `host`, by a mount, or the runtime makes
 * it, `inside` of what it mounts with the label for mounts, or `outside` of the container, with a label that is not known.
 */
export type NodeOrigin = "host" | "inside" | "outside";

/** In a user namespace nodes cannot be made: runc mounts those of the host, crun does so for ordinary users only. */
export function nodeOrigin({ path, isMount }: UsedNode, container: Container, subject: Subject): NodeOrigin {
  if (isMount) return "host";
  if (hasUserNamespace(container)) {
    return ociRuntime(subject.runtime) === "crun" && callerOn(subject.host)?.isRoot !== false ? "outside" : "host";
  }
  const layer = nodePlaces(subject)(path).mount;
  return layer && isBind(layer.mount) ? "host" : "inside";
}
