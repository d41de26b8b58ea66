import { lstatSync, readlinkSync, type Stats } from "node:fs";
import { type Absence, absenceOf } from "./absence.ts";

/** As many links as Linux follows on one path. */
const linkLimit = 40;

/**
 * Resolves a path as a process would whose root directory is `root`: absolute links start there, and `..` does not leave
 * it. The answer is the path inside, without the prefix.
 */
export function resolveInside(root: string, path: string): { readonly path: string } | Absence {
  const ahead = path.split("/").reverse();
  let behind: string[] = [];
  let links = 0;
  for (;;) {
    const part = ahead.pop();
    if (part === undefined) return { path: `/${behind.join("/")}` };
    if (part === "" || part === ".") continue;
    if (part === "..") {
      behind.pop();
      continue;
    }
    const full = `${root}/${[...behind, part].join("/")}`;
    try {
      const stats: Stats = lstatSync(full);
      if (stats.isSymbolicLink()) {
        if (++links > linkLimit) return { missing: "too many symbolic links encountered" };
        const target = readlinkSync(full);
        if (target.startsWith("/")) behind = [];
        ahead.push(...target.split("/").reverse());
        continue;
      }
      if (!stats.isDirectory() && ahead.length > 0) return { missing: "not a directory" };
    } catch (error) {
      return absenceOf(error);
    }
    behind.push(part);
  }
}
