/**
 * The depth that injected mounts are sorted by: slashes in the lexically cleaned destination, so `/` counts 1 as `/a`
 * does, and an empty one 0. Source of the rule: the reference's order of mounts.
 */
export function mountDepth(destination: string): number {
  return isClean(destination)
    ? countSlashes(destination)
    : depthOfParts(destination.split("/"), destination.startsWith("/"));
}

const [slash, dot] = [0x2f, 0x2e];

/** Absolute, without empty parts and without any that start with a dot: cleaning leaves such a path as it is. */
function isClean(path: string): boolean {
  const { length } = path;
  if (path.charCodeAt(0) !== slash || (length > 1 && path.charCodeAt(length - 1) === slash)) return false;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
    const next = path.charCodeAt(at + 1);
    if (next === slash || next === dot) return false;
  }
  return true;
}

function countSlashes(path: string): number {
  let count = 0;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) count++;
  return count;
}

function depthOfParts(parts: readonly string[], absolute: boolean): number {
  let depth = 0;
  let climbs = 0;
  for (const part of parts) {
    if (part === "" || part === ".") continue;
    if (part !== "..") depth++;
    else if (depth > 0) depth--;
    else if (!absolute) climbs++;
  }
  return absolute ? Math.max(1, depth) : Math.max(0, depth + climbs - 1);
}
