import { pathsDownTo } from "./paths-down-to.ts";
import type { PlannedMount } from "./planned-mounts.ts";

export interface MountLayer {
  readonly mount: PlannedMount;
  /** Where it lies in the container, links followed. */
  readonly path: string;
  /** Its place in the order in which mounts are made. */
  readonly order: number;
}

/** The mounts made so far in a container: a later one hides what lies at its place and below. */
export class MountLayers {
  readonly #tops = new Map<string, MountLayer>();
  #made = 0;

  add(mount: PlannedMount, path: string): MountLayer {
    const layer = { mount, path, order: this.#made++ };
    this.#tops.set(path, layer);
    return layer;
  }

  /** The one that shows at a path; undefined where that is the root file system. */
  showing(path: string): MountLayer | undefined {
    let shown: MountLayer | undefined;
    for (const point of pathsDownTo(path)) {
      const top = this.#tops.get(point);
      if (top && top.order > (shown?.order ?? -1)) shown = top;
    }
    return shown;
  }
}
