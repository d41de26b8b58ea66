import { statSync } from "node:fs";

/** Whether a path leads to a directory, as far as can be seen. */
export function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
