import { posix } from "node:path";

/**
 * A spec directory's path as the reference takes it: cleaned by its letters, so `link/..` is not where the link leads, and
 * without a slash at the end, which would have a link followed.
 */
export function cleanDirectory(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith("/") ? normal.slice(0, -1) : normal;
}
