import type { Hook } from "../../../cdi/spec.ts";
import { lastValueOf, valuesOf } from "../../option-values.ts";
import type { DriverLibraries } from "../libraries/find-libraries.ts";
import type { Library } from "../libraries/library.ts";
import { graphicsLinksOf, type LibraryLink, libraryLinksOf } from "../libraries/library-links.ts";
import type { Site } from "../site.ts";
import type { HookProgram } from "./hook-program.ts";
import type { NvidiaHook } from "./known-hooks.ts";

/** A link to make in a container. */
export type Link = Pick<LibraryLink, "target" | "path">;

/** Never empty: some runtimes run a hook without an environment in that of the container, as root. */
const environment: readonly string[] = ["NVIDIA_CTK_DEBUG=false"];

/** The entry of a hook; none where it is switched off, or the program does not know it. */
export function hook({ options }: Site, program: HookProgram, name: NvidiaHook, args: readonly string[] = []): Hook[] {
  const [off, on] = [valuesOf(options, "disable-hook"), valuesOf(options, "enable-hook")];
  if ((off.includes(name) || off.includes("all")) && !on.includes(name)) return [];
  if (!program.hooks.has(name)) return [];
  return [
    { hookName: "createContainer", path: program.path, args: [...program.args, name, ...args], env: [...environment] },
  ];
}

/**
 * A hook that makes links; none where there are no links to make. It cannot be told of a path with `::` in it, and would
 * fail, and the container with it.
 */
export function linkHook(site: Site, program: HookProgram, links: readonly Link[]): Hook[] {
  const tellable = links.filter(({ target, path }) => !`${target} ${path}`.includes("::"));
  const args = tellable.flatMap(({ target, path }) => ["--link", `${target}::${path}`]);
  return args.length === 0 ? [] : hook(site, program, "create-symlinks", args);
}

/** The hooks that let containers find and use the driver's libraries, in the order in which they have to run. */
export function driverHooks(
  site: Site,
  program: HookProgram,
  { version, libraries }: DriverLibraries,
  graphics: { readonly hasGraphics: boolean; readonly xorg: readonly Library[] },
): Hook[] {
  return [
    ...linkHook(site, program, graphicsLinksOf([...libraries, ...graphics.xorg])),
    ...linkHook(site, program, libraryLinksOf(site, libraries)),
    ...(version === undefined ? [] : hook(site, program, "enable-cuda-compat", [`--host-driver-version=${version}`])),
    ...cacheHook(site, program, libraries),
    ...hook(site, program, "disable-device-node-modification"),
    ...(graphics.hasGraphics ? hook(site, program, "update-application-profile") : []),
  ];
}

/** The hook that lets the dynamic linker of a container know the directories of libraries; none where there are none. */
export function cacheHook(site: Site, program: HookProgram, libraries: readonly Library[]): Hook[] {
  const folders = new Set(libraries.filter(({ file }) => file.startsWith("lib")).map(({ folder }) => folder));
  if (folders.size === 0) return [];
  const ldconfig = lastValueOf(site.options, "ldconfig-path");
  const first = ldconfig === undefined ? [] : ["--ldconfig-path", ldconfig];
  return hook(site, program, "update-ldcache", [...first, ...[...folders].flatMap((folder) => ["--folder", folder])]);
}
