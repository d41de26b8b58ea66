import type { FoundNode } from "../nodes/found-node.ts";

/** A camera, capture card, codec or what else the kernel has as video, with all nodes of one piece of hardware. */
export interface VideoDevice {
  /** The real path of the hardware in sysfs, or of the node's entry where there is none, as for a loopback. */
  readonly devicePath: string;
  /** Those that containers can have, in the kernel's order. */
  readonly nodes: readonly VideoNode[];
}

export interface VideoNode extends FoundNode {
  /** Such as `video0` or `media0`. */
  readonly name: string;
  /** Its number among those of the hardware: 0 captures, and the next often only describes what is captured. */
  readonly index?: number;
}
