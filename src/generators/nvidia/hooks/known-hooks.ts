import type { HostTree } from "../../../host/host-tree.ts";
import { readParts } from "../../../host/read-parts.ts";

/** The hooks of which specs make use. The first is as old as the program. */
export const hookNames = [
  "create-symlinks",
  "update-ldcache",
  "enable-cuda-compat",
  "disable-device-node-modification",
  "update-application-profile",
] as const;

export type NvidiaHook = (typeof hookNames)[number];

/** What a program is taken to know that cannot be asked: all but the newest. */
export const commonHooks: ReadonlySet<NvidiaHook> = new Set(hookNames.slice(0, -1));

/** Larger programs are searched up to here; those there are have some 10 MiB. */
const limit = 64 * 1024 * 1024;
const step = 1024 * 1024;

/**
 * Which hooks a program knows, by their names in the file: an older one that is asked for a hook of today fails, and the
 * container with it. A script that runs another program does not say.
 */
export function knownHooks(host: HostTree, path: string): ReadonlySet<NvidiaHook> {
  const found = readParts(host, path, (read, size) => {
    const known = new Set<NvidiaHook>();
    const overlap = Math.max(...hookNames.map((name) => name.length));
    for (let at = 0; at < Math.min(size, limit) && known.size < hookNames.length; at += step) {
      const bytes = read(at, step + overlap);
      for (const name of hookNames) if (!known.has(name) && bytes.includes(name)) known.add(name);
    }
    return known;
  });
  return found?.has(hookNames[0]) ? found : commonHooks;
}
