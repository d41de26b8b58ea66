import { lstatSync, type Stats } from "node:fs";

/** What is at a path itself, links not followed; undefined where there is nothing or nothing can be seen. */
export function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
