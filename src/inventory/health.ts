import { escapeControls } from "../cdi/quote.ts";
import type { DeviceNode } from "../cdi/spec.ts";
import type { Absence } from "../host/absence.ts";
import type { HostDeviceNode } from "../oci/device-lookup.ts";
import type { NarrowLink } from "./hardware.ts";

export type HealthStatus = "healthy" | "degraded" | "unhealthy" | "unknown";
export type HealthReason = "missing" | "mismatch" | "link-width" | "unreadable" | "no-device-nodes";

/** Whether a device can be used, as far as its host shows without asking its driver. */
export interface Health {
  readonly status: HealthStatus;
  readonly reason?: HealthReason;
  /** What was found, for a person. */
  readonly detail?: string;
}

/** A device node as a spec has it, and what its host has in its place. */
export interface SeenNode {
  readonly node: DeviceNode;
  readonly found: HostDeviceNode | Absence;
}

const healthy: Health = Object.freeze({ status: "healthy" });
const withoutNodes: Health = Object.freeze({ status: "unknown", reason: "no-device-nodes" });

const ranks: Readonly<Record<HealthStatus, number>> = { unhealthy: 3, degraded: 2, unknown: 1, healthy: 0 };

/** The health of a device by its nodes and its link; of several faults the worst, and of equally bad ones the first. */
export function healthOf(nodes: Iterable<SeenNode>, narrow?: NarrowLink): Health {
  let worst: Health | undefined;
  const consider = (health: Health): void => {
    if (!worst || ranks[health.status] > ranks[worst.status]) worst = health;
  };
  for (const seen of nodes) consider(nodeHealth(seen));
  if (narrow) consider(linkHealth(narrow));
  return worst ?? withoutNodes;
}

export function isSameHealth(a: Health, b: Health): boolean {
  return a === b || (a.status === b.status && a.reason === b.reason && a.detail === b.detail);
}

/** Where on the host a node of a spec is. */
export function hostPathOf({ hostPath, path }: DeviceNode): string {
  return hostPath || path;
}

function nodeHealth({ node, found }: SeenNode): Health {
  const name = (): string => escapeControls(hostPathOf(node).slice(0, 256));
  if ("missing" in found) {
    const detail = `${name()}: ${found.missing}`;
    return found.unseen
      ? { status: "unknown", reason: "unreadable", detail }
      : { status: "unhealthy", reason: "missing", detail };
  }
  const difference = differenceOf(node, found);
  if (difference === undefined) return healthy;
  return { status: "unhealthy", reason: "mismatch", detail: `${name()}: ${difference}` };
}

/**
 * What of a node's record is not so on the host. A major of 0 is none, and a minor without a major is not used, as when
 * the node is injected; nor do the numbers of a FIFO count.
 */
function differenceOf({ type = "", major = 0, minor = 0 }: DeviceNode, host: HostDeviceNode): string | undefined {
  const isUnbuffered = type === "u" && host.type === "c" && major !== 0;
  if (type !== "" && type !== host.type && !isUnbuffered) return `type ${host.type} on the host, ${type} in the spec`;
  if (major === 0 || host.type === "p" || (major === host.major && minor === host.minor)) return undefined;
  return `${host.major}:${host.minor} on the host, ${major}:${minor} in the spec`;
}

function linkHealth({ pciBusId, width, maximum }: NarrowLink): Health {
  return { status: "degraded", reason: "link-width", detail: `${pciBusId}: x${width} of x${maximum} lanes in use` };
}
