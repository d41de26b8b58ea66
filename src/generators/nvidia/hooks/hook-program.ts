import { basename } from "node:path";
import { problem } from "../../../problems.ts";
import { lastValueOf } from "../../option-values.ts";
import { isProgram, programFolders } from "../driver/find-programs.ts";
import { SourceTrust } from "../driver/source-trust.ts";
import type { Site } from "../site.ts";
import { commonHooks, knownHooks, type NvidiaHook } from "./known-hooks.ts";

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
 * wanted or there is none. It goes by its real path: whoever could turn a link to it round would have root run another
 * one. A path that is asked for is taken as it is.
 */
export function findHookProgram(site: Site): HookProgram | undefined {
  if (site.options.hooks === "none") return undefined;
  const asked = lastValueOf(site.options, "nvidia-cdi-hook-path");
  if (asked !== undefined) return askedProgram(site, asked);
  const places = [site.driver, ...(site.driver.prefix === "" ? [] : [{ tree: site.tree, prefix: "" }])];
  const paths = programs.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  for (const { tree, prefix } of places) {
    const trust = new SourceTrust(tree, site.report);
    for (const path of paths) {
      const realPath = isProgram(tree, path) ? tree.realPath(path) : undefined;
      if (realPath === undefined || !trust.allows(realPath)) continue;
      return { path: prefix + realPath, args: argumentsOf(path), hooks: knownHooks(tree, realPath) };
    }
  }
  return undefined;
}

function askedProgram(site: Site, path: string): HookProgram | undefined {
  if (path.startsWith("/")) return { path, args: argumentsOf(path), hooks: commonHooks };
  site.report(problem("odd-device", `There are no hooks: ${JSON.stringify(path)} is no absolute path`));
  return undefined;
}

function argumentsOf(path: string): readonly string[] {
  const name = basename(path);
  return name === "nvidia-ctk" ? [name, "hook"] : [name];
}
