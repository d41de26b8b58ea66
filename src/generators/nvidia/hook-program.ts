import { basename, dirname } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { lookInside } from "../../host/look-inside.ts";
import { programFolders } from "./find-programs.ts";
import { commonHooks, knownHooks, type NvidiaHook } from "./known-hooks.ts";
import { lastValueOf } from "./option-values.ts";
import type { Site } from "./site.ts";
import { SourceTrust } from "./source-trust.ts";

/** The program that hooks run. */
export interface HookProgram {
  readonly path: string;
  /** What stands before the name of a hook. */
  readonly args: readonly string[];
  readonly hooks: ReadonlySet<NvidiaHook>;
}

/** Programs that know the hooks, the better first. */
const programs: readonly string[] = ["nvidia-cdi-hook", "nvidia-ctk"];

/** Where the GPU operator installs them. */
const folders: readonly string[] = [...programFolders, "/usr/local/nvidia/toolkit"];

/**
 * The installed program to name in hooks, under the root of the driver or of the machine; undefined where hooks are not
 * wanted or there is none. A path that is asked for is taken as it is.
 */
export function findHookProgram(site: Site): HookProgram | undefined {
  if (site.options.hooks === "none") return undefined;
  const asked = lastValueOf(site.options, "nvidia-cdi-hook-path");
  if (asked !== undefined) return programAt(asked, commonHooks);
  const places = [site.driver, ...(site.driver.prefix === "" ? [] : [{ tree: site.tree, prefix: "" }])];
  const paths = programs.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  for (const { tree, prefix } of places) {
    const path = paths.find((at) => isUsable(site, tree, at));
    if (path !== undefined) return programAt(prefix + path, knownHooks(tree, path));
  }
  return undefined;
}

function programAt(path: string, hooks: HookProgram["hooks"]): HookProgram {
  const name = basename(path);
  return { path, args: name === "nvidia-ctk" ? [name, "hook"] : [name], hooks };
}

/** The program runs as root: neither it, nor a link on the way to it, can be in a place that others can write. */
function isUsable(site: Site, tree: HostTree, path: string): boolean {
  const stats = lookInside(tree, path);
  const realPath = tree.realPath(path);
  const folder = tree.realPath(dirname(path));
  if (realPath === undefined || folder === undefined || !stats?.isFile() || (stats.mode & 0o111) === 0) return false;
  const trust = new SourceTrust(tree, site.report);
  return trust.allows(realPath) && trust.allows(folder);
}
