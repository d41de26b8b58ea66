import { basename } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";

/**
 * Finds the number of a virtual function among those of its parent; undefined for what is none. A parent is looked at once,
 * for it can have many.
 */
export function vfIndices(host: HostTree): (directory: string) => number | undefined {
  const byParent = new Map<string, ReadonlyMap<string, number>>();
  return (directory) => {
    const parent = host.realPath(`${directory}/physfn`);
    if (parent === undefined) return undefined;
    const indices = byParent.get(parent) ?? indicesBelow(host, parent);
    byParent.set(parent, indices);
    return indices.get(basename(directory));
  };
}

function indicesBelow(host: HostTree, parent: string): ReadonlyMap<string, number> {
  const indices = new Map<string, number>();
  for (const name of host.list(parent) ?? []) {
    const [, index] = /^virtfn(\d{1,5})$/.exec(name) ?? [];
    const child = index === undefined ? undefined : host.realPath(`${parent}/${name}`);
    if (child !== undefined) indices.set(basename(child), Number(index));
  }
  return indices;
}
