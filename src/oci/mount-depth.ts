/**
 * The depth that injected mounts are sorted by: slashes in the lexically cleaned destination, so `/` counts 1 as `/a`
 * does, and an empty one 0. Source of the rule: the reference's order of mounts.
 */
export function mountDepth(destination: string): number {
  const absolute = destination.startsWith("/");
  let depth = 0;
  let climbs = 0;
  for (const part of destination.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") depth++;
    else if (depth > 0) depth--;
    else if (!absolute) climbs++;
  }
  if (absolute) return Math.max(1, depth);
  return Math.max(0, depth + climbs - 1);
}
