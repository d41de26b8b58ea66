import { constants } from "node:fs";
import type { Absence } from "../../host/absence.ts";
import { isOfType } from "../../host/resolve-inside.ts";

/** What is at a path itself. */
export interface Entry {
  /** Type and permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Where it leads; of a symbolic link alone. */
  readonly target?: string;
  /** Its real path on the host. */
  readonly hostPath: string;
}

/** Looks at a path in which nothing but the last name can be a link. */
export type Look = (path: string) => Entry | Absence;

export interface Step extends Entry {
  readonly path: string;
}

export interface FollowedPath {
  /** All that was passed on the way, the root, links and the end with them: whoever can change one decides where it leads. */
  readonly steps: readonly Step[];
  readonly end: Step | Absence;
}

/** As many links and bytes as Linux takes on one path. */
const [linkLimit, longest] = [40, 4096];

/** Follows a path from the root as the kernel does. */
export function followPath(path: string, look: Look): FollowedPath {
  const root = look("/");
  if ("missing" in root) return { steps: [], end: root };
  const steps: Step[] = [{ ...root, path: "/" }];
  const stopped = (missing: string): FollowedPath => ({ steps, end: { missing } });
  if (path.length >= longest) return stopped("name too long");
  const rest = path.split("/").reverse();
  let at: Step = { ...root, path: "" };
  const above: Step[] = [];
  let links = 0;
  for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
    if (name === "" || name === ".") continue;
    if (!isOfType(at, constants.S_IFDIR)) return stopped("not a directory");
    if (name === "..") {
      at = above.pop() ?? at;
      continue;
    }
    const found = look(`${at.path}/${name}`);
    if ("missing" in found) return { steps, end: found };
    const step = { ...found, path: `${at.path}/${name}` };
    steps.push(step);
    if (found.target === undefined) {
      above.push(at);
      at = step;
      continue;
    }
    if (++links > linkLimit) return stopped("too many symbolic links encountered");
    if (found.target.startsWith("/")) at = above.splice(0)[0] ?? at;
    rest.push(...found.target.split("/").reverse());
  }
  return { steps, end: at.path === "" ? { ...at, path: "/" } : at };
}
