import type { Stats } from "node:fs";
import type { HostTree } from "./host-tree.ts";
import { lookAt } from "./look-at.ts";

/** What a path of a machine leads to, links followed as on that machine; undefined where it leads to nothing. */
export function lookInside(host: HostTree, path: string): Stats | undefined {
  const real = host.realPath(path);
  return real === undefined ? undefined : lookAt(pathHere(host, real));
}

/** A real path of a machine as a path of this process. */
export function pathHere(host: HostTree, realPath: string): string {
  return host.root === "/" ? realPath : `${host.root}${realPath}`;
}
