import { HostTree } from "../../host/host-tree.ts";
import { lookInside, pathHere } from "../../host/look-inside.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import { pathFromBundle } from "./bundle-path.ts";

export interface RootFileSystem {
  /** Its own paths, whose links stay inside. */
  readonly tree: HostTree;
  /** Where it is on the host, no link left. */
  readonly path: string;
}

/** The container's root file system; undefined where it is not there yet, or not known where. */
export const rootFileSystem = oncePer((subject: Subject): RootFileSystem | undefined => {
  const given = subject.container?.root.path;
  const path = given === undefined ? undefined : pathFromBundle(subject, given);
  const real = path === undefined ? undefined : subject.host.realPath(path);
  if (real === undefined || !lookInside(subject.host, real)?.isDirectory()) return undefined;
  return { tree: new HostTree(pathHere(subject.host, real), { remember: true }), path: real };
});
