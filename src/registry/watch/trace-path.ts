import { readlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { lookAt } from "../../host/look-at.ts";

/** How the kernel gets from the root to a path, link by link. */
export interface PathTrace {
  /** The directories it passes, by their real paths, with the names it looks up in each. */
  readonly steps: ReadonlyMap<string, ReadonlySet<string>>;
  /** The real path at the end; undefined where the way breaks off. */
  readonly end: string | undefined;
  /** Differs once any part of the way is another than it was. */
  readonly fingerprint: string;
}

/** The kernel's own limit for one path. */
const linkLimit = 40;

/** Follows a path from the root. What the way depends on is in the steps, a missing part included. */
export function tracePath(path: string): PathTrace {
  const steps = new Map<string, Set<string>>();
  const marks: string[] = [];
  const rest = resolve(path).split("/");
  let current = "/";
  let links = 0;
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      current = dirname(current);
      continue;
    }
    addStep(steps, current, name);
    const next = join(current, name);
    const entry = lookAt(next);
    marks.push(entry ? `${next}:${entry.dev}:${entry.ino}:${entry.birthtimeMs}` : `${next}:none`);
    if (!entry) return { steps, end: undefined, fingerprint: marks.join("\n") };
    if (!entry.isSymbolicLink()) {
      current = next;
      continue;
    }
    const target = ++links > linkLimit ? undefined : targetOf(next);
    if (target === undefined) return { steps, end: undefined, fingerprint: marks.join("\n") };
    marks.push(target);
    if (target.startsWith("/")) current = "/";
    rest.unshift(...target.split("/"));
  }
  return { steps, end: current, fingerprint: marks.join("\n") };
}

function addStep(steps: Map<string, Set<string>>, dir: string, name: string): void {
  const names = steps.get(dir);
  if (names) names.add(name);
  else steps.set(dir, new Set([name]));
}

function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
