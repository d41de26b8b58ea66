import { type Problem, problem } from "../../problems.ts";
import type { FoundNode } from "./found-node.ts";

export interface UsableNodes {
  /** None where the device is of no use to a container. */
  readonly nodes: readonly FoundNode[];
  readonly problems: readonly Problem[];
}

/**
 * The nodes of a device that a container can have: of no use without any of those that it is used by, and less complete
 * without one that only adds something. All that is missing is one problem.
 */
export function usableNodes(
  subject: string,
  usedBy: readonly FoundNode[],
  adding: readonly FoundNode[] = [],
): UsableNodes {
  const isUsable = usedBy.some(({ fault }) => fault === undefined);
  const all = [...usedBy, ...adding];
  const faulty = all.filter(({ fault }) => fault !== undefined);
  const nodes = isUsable ? all.filter(({ fault }) => fault === undefined) : [];
  if (isUsable && faulty.length === 0) return { nodes, problems: [] };
  const faults = usedBy.length === 0 ? "it has no device node" : faulty.map(({ fault }) => fault).join("; ");
  const message = isUsable ? `Only a part of ${subject} can be offered: ${faults}` : `Left out ${subject}: ${faults}`;
  const [first] = faulty;
  return { nodes, problems: [problem("odd-device", message, first && { path: first.path })] };
}
