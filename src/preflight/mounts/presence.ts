import { dirname } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { lookInside } from "../../host/look-inside.ts";

/** What is at a path, links followed; `below a file` where a directory of it is none, `unseen` where nobody may look. */
export type Presence = "directory" | "file" | "nothing" | "below a file" | "unseen";

export function presence(host: HostTree, path: string): Presence {
  const stats = lookInside(host, path);
  if (stats) return stats.isDirectory() ? "directory" : "file";
  const node = host.deviceNode(path);
  if (!("missing" in node)) return "file";
  if ("unseen" in node) return "unseen";
  for (let above = dirname(path); above !== dirname(above); above = dirname(above)) {
    const found = lookInside(host, above);
    if (found) return found.isDirectory() ? "nothing" : "below a file";
  }
  return "nothing";
}
