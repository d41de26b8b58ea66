import { posix } from "node:path";
import { pathFromBundle } from "../mounts/bundle-path.ts";
import { rootFileSystem } from "../mounts/root-file-system.ts";
import { ociRuntime } from "../oci-runtime.ts";
import type { Subject } from "../subject.ts";
import type { PlannedHook } from "./planned-hooks.ts";
import { containerView, hostView, type ProgramView } from "./program-view.ts";

/** Where a runtime looks for the program of a hook. */
export interface HookPlace {
  readonly path: string;
  readonly view: ProgramView;
}

/**
 * The place of a hook's program. Only when the root of the container has become its own, for `startContainer`, does a path
 * lead into it. Undefined where it is not to be known: where there is no container, or where a relative path starts.
 */
export function hookPlace(hook: PlannedHook, subject: Subject): HookPlace | undefined {
  if (hook.stage === "startContainer") {
    const view = hook.path.startsWith("/") ? containerView(subject) : undefined;
    return view && { path: hook.path, view };
  }
  const path = hook.path.startsWith("/") ? hook.path : fromDirectory(hook, subject);
  return path === undefined ? undefined : { path, view: hostView(subject) };
}

/** By trying: both start in the bundle, but runc in the root file system where the namespaces are the container's. */
function fromDirectory({ stage, path }: PlannedHook, subject: Subject): string | undefined {
  const runtime = ociRuntime(subject.runtime);
  if (runtime === "crun" && !path.includes("/")) return undefined;
  if (stage !== "createContainer" || runtime === "crun") return pathFromBundle(subject, path);
  const root = rootFileSystem(subject)?.path;
  return root === undefined ? undefined : posix.join(root, path);
}
