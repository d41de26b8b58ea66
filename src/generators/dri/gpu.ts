import type { DrmNode } from "../../host/drm-nodes.ts";
import type { FoundNode } from "../nodes/found-node.ts";

/** A GPU by its nodes of the kernel's graphics interface. */
export interface Gpu {
  /** The real path of its device in sysfs. */
  readonly devicePath: string;
  /** Those that containers can have. */
  readonly nodes: readonly GpuNode[];
}

export interface GpuNode extends FoundNode, Pick<DrmNode, "name" | "kind"> {}
