import { dirname } from "node:path";
import { readParts } from "../../../host/read-parts.ts";
import { valuesOf } from "../../option-values.ts";
import type { Site } from "../site.ts";
import { readLdCache } from "./ld-cache.ts";

/** Where distributions have the driver's libraries, in the order in which they count. */
export const usualFolders: readonly string[] = [
  "/",
  "/usr/lib64",
  "/usr/lib/x86_64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/usr/lib/x86_64-linux-gnu/nvidia/current",
  "/usr/lib/aarch64-linux-gnu/nvidia/current",
  "/lib64",
  "/lib/x86_64-linux-gnu",
  "/lib/aarch64-linux-gnu",
  "/lib/x86_64-linux-gnu/nvidia/current",
  "/lib/aarch64-linux-gnu/nvidia/current",
  // 64-bit on Arch, 32-bit on Fedora
  "/usr/lib",
  // NixOS
  "/run/opengl-driver/lib",
  // 32-bit
  "/usr/lib/i386-linux-gnu",
  "/usr/lib/i386-linux-gnu/nvidia/current",
  "/usr/lib32",
  "/run/opengl-driver-32/lib",
];

/** What the dynamic linker knows; a package that brings libraries writes it anew. */
export const ldCachePath = "/etc/ld.so.cache";

const cacheLimit = 16 * 1024 * 1024;

/**
 * The directories to look for libraries in: those asked for, or the usual ones and then what the dynamic linker of the
 * host knows of beyond them. No link is left in them.
 */
export function libraryFolders(site: Site): readonly string[] {
  const asked = valuesOf(site.options, "library-search-path");
  const paths = asked.length > 0 ? asked : [...usualFolders, ...cachedFolders(site)];
  return [...new Set(paths.map((path) => site.driver.tree.realPath(path)))].filter((path) => path !== undefined);
}

/** The directories of the driver's own libraries that the dynamic linker knows. */
function cachedFolders({ driver }: Site): readonly string[] {
  const bytes = readParts(driver.tree, ldCachePath, (read, size) => read(0, Math.min(size, cacheLimit)));
  if (bytes === undefined) return [];
  const own = readLdCache(bytes).filter(({ name }) => /^lib(?:cuda|nvidia)[\w-]*\.so/.test(name));
  return [...new Set(own.map(({ path }) => dirname(path)))];
}
