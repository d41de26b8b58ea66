import { quote } from "../cdi/quote.ts";
import type { DeviceNode } from "../cdi/spec.ts";
import type { DeviceLookup } from "./device-lookup.ts";
import type { ResolvedNode } from "./oci-values.ts";

/** A device node that cannot be injected on this host. */
export interface NodeFault {
  readonly code: "host-node-missing" | "host-node-mismatch";
  readonly message: string;
  readonly node: DeviceNode;
}

/**
 * Fills what a device node leaves open from the host's node at `hostPath`: type, numbers and mode. A node that has type
 * and major (or is a FIFO) needs nothing from the host: there, only a missing mode is taken over, if the host has the
 * node at all, and what the host says of the rest is not compared. Source of the rule: the reference, CDI 1.1.0.
 */
export function resolveNode(node: DeviceNode, lookup: DeviceLookup): ResolvedNode | NodeFault {
  const { type = "", major = 0, minor = 0, fileMode } = node;
  const sufficient = type !== "" && (major !== 0 || type === "p");
  if (sufficient && fileMode !== undefined) return { type, major, minor, fileMode, fromHost: false };
  const hostPath = node.hostPath || node.path;
  const host = lookup(hostPath);
  if ("missing" in host) {
    if (sufficient) return { type, major, minor, fileMode, fromHost: true };
    const message = `Cannot look up device node ${quote(hostPath)} on the host: ${host.missing}`;
    return { code: "host-node-missing", message, node };
  }
  const mode = fileMode ?? host.fileMode;
  if (sufficient) return { type, major, minor, fileMode: mode, fromHost: true };
  if (type !== "" && type !== host.type) {
    const message = `Device node ${quote(hostPath)} has type ${host.type} on the host; the spec says ${type}`;
    return { code: "host-node-mismatch", message, node };
  }
  if (host.type === "p" || major !== 0) {
    return { type: host.type, major, minor, fileMode: mode, fromHost: true };
  }
  return { type: host.type, major: host.major, minor: host.minor, fileMode: mode, fromHost: true };
}
