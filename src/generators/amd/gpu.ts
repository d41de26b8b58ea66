import type { DrmNode } from "../../host/drm-nodes.ts";
import type { KfdNode } from "./kfd-topology.ts";

/** A GPU that the driver amdgpu has. */
export interface Gpu {
  /** Its PCI function. */
  readonly address: string;
  /** The real path of the function in sysfs. */
  readonly directory: string;
  /** One, unless the GPU is divided. */
  readonly parts: readonly GpuPart[];
}

/** A GPU that is not divided, or a part of one. */
export interface GpuPart {
  readonly drm: readonly DrmNode[];
  /** Absent where the compute driver does not have it. */
  readonly kfd?: KfdNode | undefined;
}
