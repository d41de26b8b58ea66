import type { ContainerEdits, Device } from "../../../cdi/spec.ts";
import type { Site } from "../site.ts";

/** A part of NVIDIA's hardware that has specs of its own, as `--mode` names it. */
export interface Mode {
  /** The kind of its spec where no other is asked for. */
  readonly kind: string;
  readonly find: (site: Site) => ModeEdits;
}

export interface ModeEdits {
  readonly devices: readonly Device[];
  /** What comes with each of them. */
  readonly edits: ContainerEdits;
}
