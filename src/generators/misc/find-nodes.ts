import { sysfsText } from "../../host/sysfs-value.ts";
import type { GeneratorHost } from "../generator.ts";
import { namesOfForm } from "../naming/names-of-form.ts";
import { classNode } from "../nodes/class-node.ts";
import { type FoundNode, nodeAt } from "../nodes/found-node.ts";
import { type ClassRow, classRows, type SingleRow, singleRows } from "./node-rows.ts";

/** A device of the machine that is a node or a few, whether or not containers can have them. */
export interface NodeDevice {
  readonly name: string;
  readonly type: string;
  /** Whether the name is the same node's after a start. */
  readonly isStable: boolean;
  readonly isManagement: boolean;
  readonly nodes: readonly FoundNode[];
}

export function findNodes(host: GeneratorHost): readonly NodeDevice[] {
  return [...singleRows.flatMap((row) => single(host, row)), ...classRows.flatMap((row) => ofClass(host, row))];
}

/** A node is there without an entry where its driver is not loaded yet; where there is neither, the machine has no such device. */
function single(host: GeneratorHost, { name, path, entry, isManagement = false }: SingleRow): NodeDevice[] {
  const numbers = sysfsText(host.tree, `${entry}/dev`);
  const found = nodeAt(host, path, { of: name, numbers });
  if (!found.node && numbers === undefined) return [];
  return [{ name, type: name, isStable: true, isManagement, nodes: [found] }];
}

function ofClass(host: GeneratorHost, row: ClassRow): NodeDevice[] {
  const { name, type, directory, form, folder, isManagement = false } = row;
  const entries = namesOfForm(host.tree, directory, form);
  const all = entries.map((entry) => ({
    entry,
    node: classNode(host, `${directory}/${entry}`, { of: type, ...(folder !== undefined && { folder }) }),
  }));
  if (all.length === 0) return [];
  if (name !== undefined) return [{ name, type, isStable: true, isManagement, nodes: all.map(({ node }) => node) }];
  return all.map(({ entry, node }) => ({ name: entry, type, isStable: false, isManagement, nodes: [node] }));
}
