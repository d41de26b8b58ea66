import type { Stats } from "node:fs";
import { join } from "node:path";
import type { GeneratorHost, Signal } from "../generators/generator.ts";
import type { HostTree } from "../host/host-tree.ts";
import { lookAt } from "../host/look-at.ts";
import { lookInside, pathHere } from "../host/look-inside.ts";

/**
 * The kernel's own file systems. Their entries have no times that tell of a change, so names and texts have to be read;
 * everywhere else a directory or file that has changed is told by a look at it.
 */
export function hasToBeRead({ path }: Signal): boolean {
  return /^\/(?:proc|sys)\//.test(path);
}

/** A text that is another one once a signal shows something else. */
export function fingerprintOf(host: GeneratorHost, signals: readonly Signal[]): string {
  return signals
    .map((signal) => {
      const tree = host[signal.on ?? "tree"];
      return hasToBeRead(signal)
        ? contentsOf(tree, signal.path, signal.depth ?? 0)
        : identityOf(tree, signal.path, signal.depth ?? 0);
    })
    .join("\n");
}

function contentsOf(tree: HostTree, path: string, depth: number): string {
  const names = tree.list(path);
  if (!names) return tree.readText(path) ?? "-";
  const below = depth > 0 ? ownEntries(tree, path, names) : [];
  return [names.join(" "), ...below.map((each) => contentsOf(tree, each, depth - 1))].join("\n");
}

/** The paths of a directory's entries that are no links. */
function ownEntries(tree: HostTree, path: string, names: readonly string[]): readonly string[] {
  const here = pathHere(tree, tree.realPath(path) ?? path);
  return names.filter((name) => lookAt(join(here, name))?.isSymbolicLink() === false).map((name) => join(path, name));
}

function identityOf(tree: HostTree, path: string, depth: number): string {
  const found = lookInside(tree, path);
  const names = depth > 0 && found?.isDirectory() ? (tree.list(path) ?? []) : [];
  const below = ownEntries(tree, path, names);
  return [identityText(found), ...below.map((each) => identityOf(tree, each, depth - 1))].join("\n");
}

/** A text that is another one for another file, and for the same one once it was changed. */
export function identityText(found: Stats | undefined): string {
  if (!found) return "-";
  const { dev, ino, size, mtimeMs, ctimeMs } = found;
  return [dev, ino, size, mtimeMs, ctimeMs].join(":");
}
