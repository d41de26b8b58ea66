import type { HostMount } from "./mountinfo.ts";
import { pathsDownTo } from "./paths-down-to.ts";

/** The mounts of a machine as they lie over each other. */
export class MountTree {
  readonly #children = new Map<string, HostMount>();
  readonly #root: HostMount | undefined;

  /** In the order of mountinfo. */
  constructor(mounts: readonly HostMount[]) {
    const ids = new Set(mounts.map(({ id }) => id));
    this.#root = mounts.find(({ point, parent, id }) => point === "/" && (parent === id || !ids.has(parent)));
    for (const mount of mounts) this.#children.set(key(mount.parent, mount.point), mount);
  }

  /** The mount that shows at a path, in which no link is left; undefined where the list does not say. */
  holding(path: string): HostMount | undefined {
    let mount = this.#root;
    for (const point of mount ? pathsDownTo(path) : []) {
      if (mount) mount = this.#topAt(point, mount);
    }
    return mount;
  }

  /** A mount can lie on another at the same place. No list of a kernel's goes round in a circle; one of another might. */
  #topAt(point: string, below: HostMount): HostMount {
    const passed = new Set([below]);
    let top = below;
    for (let next = this.#children.get(key(top.id, point)); next && !passed.has(next); ) {
      passed.add(next);
      top = next;
      next = this.#children.get(key(top.id, point));
    }
    return top;
  }
}

function key(parent: number, point: string): string {
  return `${parent} ${point}`;
}
