import type { PlacedFunction } from "./pci-path.ts";

/** How far apart two PCI functions are, from near to far, in the words of `nvidia-smi topo`. */
export const distanceClasses = ["SELF", "PIX", "PXB", "PHB", "NODE", "SYS"] as const;

export type DistanceClass = (typeof distanceClasses)[number];

export interface Distance {
  readonly class: DistanceClass;
  /** The NUMA node of one is not known, so they may be nearer. */
  readonly confidence?: "unknown";
}

/**
 * The way between two functions: SELF none; PIX within one switch or below one port; PXB through several switches; PHB
 * through a host bridge; NODE between host bridges of a NUMA node; SYS between NUMA nodes.
 */
export function distanceBetween(a: PlacedFunction, b: PlacedFunction): Distance {
  if (a.pciBusId === b.pciBusId) return { class: "SELF" };
  if (a.pcieRoot !== undefined && a.pcieRoot === b.pcieRoot) return { class: belowRoot(a.bridges, b.bridges) };
  if (a.numaNode === undefined || b.numaNode === undefined) return { class: "SYS", confidence: "unknown" };
  return { class: a.numaNode === b.numaNode ? "NODE" : "SYS" };
}

/** A switch is two bridges on the way: its port upwards, which both have in common, and one port downwards for each. */
function belowRoot(a: readonly string[], b: readonly string[]): DistanceClass {
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  if (common === 0) return "PHB";
  return a.length - common <= 1 && b.length - common <= 1 ? "PIX" : "PXB";
}
