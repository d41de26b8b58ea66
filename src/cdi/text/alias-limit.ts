import type { TreeNode } from "./tree.ts";

/**
 * Whether aliases expand a document beyond what the reference allows: more than 100 nodes come from aliases, more than
 * 1,000 are read, and their share is over 99 %, falling to 10 % between 400,000 and 4,000,000 nodes.
 * The walk stops at the limit, so its cost is bounded however far the document would expand.
 */
export function exceedsAliasLimit(root: TreeNode): boolean {
  const once = new Set<TreeNode>();
  let read = 0;
  let aliased = 0;

  function walk(node: TreeNode, underAlias: boolean): boolean {
    const again = underAlias || once.has(node);
    once.add(node);
    read++;
    if (again) aliased++;
    if (aliased > 100 && read > 1000 && aliased / read > allowedShare(read)) return true;
    if (node.is === "sequence") return node.items.some((item) => walk(item, again));
    if (node.is === "mapping") return node.entries.some((entry) => walk(entry.value, again));
    return false;
  }
  return walk(root, false);
}

const [low, high] = [400_000, 4_000_000];

function allowedShare(read: number): number {
  if (read <= low) return 0.99;
  if (read >= high) return 0.1;
  return 0.99 - (0.89 * (read - low)) / (high - low);
}
