import type { HookName } from "../../cdi/hook-names.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { pathFromBundle } from "../mounts/bundle-path.ts";
import { isBind, plannedMounts } from "../mounts/planned-mounts.ts";
import { rootFileSystem } from "../mounts/root-file-system.ts";
import type { Subject } from "../subject.ts";
import type { PlannedHook } from "./planned-hooks.ts";

/** Where a runtime finds the program of a hook. */
export interface HookPlace {
  readonly tree: HostTree;
  readonly path: string;
  /** As part of a sentence. */
  readonly where: "on the host" | "in the container";
}

/** Only after the root of the container has become its own does the path of a hook lead into it. */
const insideContainer: ReadonlySet<HookName> = new Set(["startContainer"]);

/**
 * The place of a hook's program. Undefined where it is not to be known: in a root file system that is not there yet or in a
 * mount that is no bind, or where a relative path starts.
 */
export function hookPlace({ stage, path }: PlannedHook, subject: Subject): HookPlace | undefined {
  if (insideContainer.has(stage)) return path.startsWith("/") ? placeInContainer(path, subject) : undefined;
  const found = pathFromBundle(subject, path);
  return found === undefined ? undefined : { tree: subject.host, path: found, where: "on the host" };
}

function placeInContainer(path: string, subject: Subject): HookPlace | undefined {
  const where = "in the container";
  const over = plannedMounts(subject).findLast(({ destination }) => isAtOrBelow(path, destination));
  if (!over) {
    const root = rootFileSystem(subject);
    return root && { tree: root.tree, path, where };
  }
  const source = isBind(over) && over.source ? pathFromBundle(subject, over.source) : undefined;
  if (source === undefined) return undefined;
  return { tree: subject.host, path: source + path.slice(over.destination.length), where };
}

function isAtOrBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}
