import { join, resolve } from "node:path";
import type { Subject } from "../subject.ts";

/**
 * A path that an OCI spec gives, as one of the host: a relative one starts from the bundle. Undefined where it is not known
 * where that is. The bundle itself may be given as a path of this machine, with the root in front.
 */
export function pathFromBundle({ host: { root }, bundle }: Subject, path: string): string | undefined {
  if (path.startsWith("/")) return path;
  if (bundle === undefined) return undefined;
  const here = resolve(bundle);
  return join(root !== "/" && here.startsWith(`${root}/`) ? here.slice(root.length) : here, path);
}
