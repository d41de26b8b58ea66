import type { HostTree } from "../../host/host-tree.ts";
import { hostMounts, mountinfoPaths } from "../mounts/host-mounts.ts";
import { presence } from "../mounts/presence.ts";

/** What a path leads to, or why nobody could see. */
export type NamespaceFile =
  /** Of a namespace `net`, `uts` and so on; else `nothing`, `file` or `directory`. */
  { readonly type: string } | { readonly unseen: string };

/** As long as Linux lets a path be. */
const longest = 4096;

/** Looks at a path as a namespace. Undefined where it leads through a process in a way that no look from here follows. */
export function namespaceFile(host: HostTree, path: string): NamespaceFile | undefined {
  if (path.length > longest) return { type: "nothing" };
  if (path.startsWith("/proc/")) return ofProcess(host, path);
  const found = presence(host, path);
  if (found === "unseen") return { unseen: "permission denied" };
  if (found === "nothing" || found === "below a file") return { type: "nothing" };
  if (found === "directory") return { type: "directory" };
  const mounts = hostMounts(host);
  if (!mounts) return { unseen: `${mountinfoPaths(host).join(" and ")} cannot be read` };
  const real = host.realPath(path) ?? path;
  const mount = mounts.holding(real);
  if (mount?.type !== "nsfs" || mount.point !== real) return { type: "file" };
  return { type: /^(\w+):\[\d+\]$/.exec(mount.root)?.[1] ?? "nsfs" };
}

/** The links of procfs lead where no path does. Those of `self` are the runtime's. */
function ofProcess(host: HostTree, path: string): NamespaceFile | undefined {
  const [, process, kind] = /^(\/proc\/[1-9]\d{0,9}(?:\/task\/[1-9]\d{0,9})?)\/ns\/(\w+)$/.exec(path) ?? [];
  if (process === undefined || kind === undefined) return undefined;
  const kinds = host.list(`${process}/ns`);
  if (kinds) return { type: kinds.includes(kind) ? kind : "nothing" };
  if (host.list("/proc") === undefined) return { unseen: "/proc cannot be read" };
  return host.realPath(process) === undefined ? { type: "nothing" } : { unseen: "permission denied" };
}
