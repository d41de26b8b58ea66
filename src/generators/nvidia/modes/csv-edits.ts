import { basename, dirname } from "node:path";
import type { ContainerEdits, Hook } from "../../../cdi/spec.ts";
import { lookInside } from "../../../host/look-inside.ts";
import { withoutEmpty } from "../../devices/all-device.ts";
import { noRuntime } from "../driver/driver-edits.ts";
import { type DriverFile, mountOf } from "../driver/driver-file.ts";
import { readOnly } from "../driver/mount-options.ts";
import { findHookProgram, type HookProgram } from "../hooks/hook-program.ts";
import { hook, linkHook } from "../hooks/hooks.ts";
import type { Site } from "../site.ts";
import type { CsvEntry } from "./csv-entries.ts";

/** Says which release of NVIDIA's Linux runs; programs look for it. */
const release = "/etc/nv_tegra_release";

/** Files and directories at their own paths. Links get their names from hooks, or, without, as mounts of what they lead to. */
export function csvEdits(site: Site, entries: readonly CsvEntry[]): ContainerEdits {
  const program = findHookProgram(site);
  const paths = [...entries.filter(({ type }) => type !== "dev").map(({ path }) => path), release];
  const found = paths.flatMap((path) => sourceAt(site, path) ?? []);
  const links = found.filter(({ realPath, containerPath }) => realPath !== containerPath);
  const files = [...found.map(({ realPath }) => ({ realPath, containerPath: realPath })), ...(program ? [] : links)];
  const unique = [...new Map(files.map((file) => [file.containerPath, file])).values()];
  return withoutEmpty({
    env: [noRuntime],
    mounts: unique.map((file) => mountOf(site, file, readOnly)),
    hooks: program ? hooksFor(site, program, unique, links) : [],
  });
}

function hooksFor(
  site: Site,
  program: HookProgram,
  files: readonly DriverFile[],
  links: readonly DriverFile[],
): Hook[] {
  const targets = links.map(({ realPath, containerPath }) => ({ target: realPath, path: containerPath }));
  const libraries = files.map(({ containerPath }) => containerPath).filter((path) => /^lib.+\.so/.test(basename(path)));
  const folders = [...new Set(libraries.map((path) => dirname(path)))];
  const args = folders.flatMap((folder) => ["--folder", folder]);
  return [...linkHook(site, program, targets), ...(args.length > 0 ? hook(site, program, "update-ldcache", args) : [])];
}

function sourceAt(site: Site, path: string): DriverFile | undefined {
  const [realPath, stats] = [site.driver.tree.realPath(path), lookInside(site.driver.tree, path)];
  if (realPath === undefined || !(stats?.isFile() || stats?.isDirectory())) return undefined;
  return site.trust.allows(realPath) ? { realPath, containerPath: path } : undefined;
}
