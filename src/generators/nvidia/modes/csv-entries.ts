import { basename } from "node:path";
import type { HostTree } from "../../../host/host-tree.ts";

/** What a line of NVIDIA's lists for Tegra names: a device, a library, a directory or a symbolic link. */
export interface CsvEntry {
  readonly type: "dev" | "lib" | "dir" | "sym";
  readonly path: string;
}

/** The entries in a list, a line each as `lib, /usr/lib/…`. What is no such line counts for nothing. */
export function csvEntries(text: string): readonly CsvEntry[] {
  return text.split("\n").flatMap((line): readonly CsvEntry[] => {
    const [, type, path] = /^\s*(dev|lib|dir|sym)\s*,\s*(\/\S*)\s*$/.exec(line) ?? [];
    const known = (["dev", "lib", "dir", "sym"] as const).find((name) => name === type);
    return known === undefined || path === undefined ? [] : [{ type: known, path }];
  });
}

/** More paths than any list is meant to name. A pattern for all of a machine would have no end, since links go round. */
export const pathLimit = 10_000;

/**
 * The paths that a pattern with `*` and `?` in its parts stands for, the first of them where there are too many; a pattern
 * without stands for itself.
 */
export function pathsOf(tree: HostTree, pattern: string): readonly string[] {
  if (!/[*?]/.test(pattern)) return [pattern];
  let found = [""];
  for (const part of pattern.split("/").slice(1)) {
    const below: string[] = [];
    for (const folder of found) {
      for (const name of namesLike(tree, folder, part)) below.push(`${folder}/${name}`);
      if (below.length >= pathLimit) break;
    }
    found = below.slice(0, pathLimit);
  }
  return found;
}

/** Whether a path is of a pattern; one that begins with `**` and a slash is about the last name alone. */
export function isMatch(path: string, pattern: string): boolean {
  return pattern.startsWith("**/") ? isLike(basename(path), pattern.slice(3)) : isLike(path, pattern);
}

function namesLike(tree: HostTree, folder: string, part: string): readonly string[] {
  if (!/[*?]/.test(part)) return [part];
  return (tree.list(folder === "" ? "/" : folder) ?? []).filter((name) => isLike(name, part));
}

/** Matches without a regular expression, so that no pattern can take long. */
function isLike(name: string, pattern: string): boolean {
  let [at, from, star, after] = [0, 0, -1, 0];
  while (at < name.length) {
    if (pattern[from] === "*") [star, after, from] = [from, at, from + 1];
    else if (pattern[from] === "?" || pattern[from] === name[at]) [at, from] = [at + 1, from + 1];
    else if (star >= 0) [at, after, from] = [after + 1, after + 1, star + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(from));
}
