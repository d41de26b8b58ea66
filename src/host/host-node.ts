import { lstatSync } from "node:fs";
import type { HostDeviceNode } from "../oci/device-lookup.ts";
import type { Absence } from "./absence.ts";
import { lookUpDeviceNode } from "./device-node.ts";

/** A device node with the group that it belongs to, as far as that is known. */
export interface HostNode extends HostDeviceNode {
  readonly gid?: number;
}

/** Like `lookUpDeviceNode`, with the group. */
export function lookUpHostNode(path: string): HostNode | Absence {
  const node = lookUpDeviceNode(path);
  if ("missing" in node) return node;
  const gid = groupOf(path);
  return gid === undefined ? node : { ...node, gid };
}

function groupOf(path: string): number | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.gid;
  } catch {
    return undefined;
  }
}
