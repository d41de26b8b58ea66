import type { HostTree } from "../../../host/host-tree.ts";

export type FolderNames = (folder: string) => ReadonlySet<string>;

/** The names in directories of a tree, each of which is listed once. */
export function folderNames(tree: HostTree): FolderNames {
  const known = new Map<string, ReadonlySet<string>>();
  return (folder) => {
    const names = known.get(folder) ?? new Set(tree.list(folder) ?? []);
    known.set(folder, names);
    return names;
  };
}
