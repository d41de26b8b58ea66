import { type UsedNode, usedNodes } from "../kinds/used-nodes.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import { openingRights, type Rights } from "./device-rights.ts";
import { madeNodes } from "./made-nodes.ts";
import { mountedNodes } from "./mounted-nodes.ts";
import type { NodeRequest } from "./node-request.ts";

/** A node, or a directory of them, that devices bring, and what is asked of the cgroup to open them. */
export interface CgroupUse {
  readonly node: UsedNode;
  readonly rights: Rights;
  readonly requests: readonly PlacedRequest[];
}

export interface PlacedRequest extends NodeRequest {
  /** In the container. */
  readonly path: string;
  readonly hostPath: string;
}

/** What a subject's container will open; nodes whose numbers are not known are left out. */
export const cgroupUses = oncePer((subject: Subject): readonly CgroupUse[] => {
  return usedNodes(subject).flatMap((node) => {
    const rights = openingRights(node.permissions);
    if (rights === 0) return [];
    const device = madeNodes(subject).get(node.path);
    const made = device ? [{ ...device, hostPath: node.hostPath }] : [];
    const found = node.isMount ? mountedNodes(node, subject.host) : made;
    const requests = found.flatMap(({ type: letter, major = 0, minor = 0, path, hostPath }) => {
      const type = letter === "u" ? "c" : letter;
      const isKnown = (type === "c" || type === "b") && major !== 0;
      return isKnown ? [{ path, hostPath, type, major, minor, rights } as const] : [];
    });
    return requests.length > 0 ? [{ node, rights, requests }] : [];
  });
});
