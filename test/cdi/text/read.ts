import { parseTree } from "../../../src/cdi/text/parse-tree.ts";
import { Float, type TreeNode } from "../../../src/cdi/text/tree.ts";

/** What a test table says of a text that is refused. */
export const refused = Symbol("refused");

/** The first document of a text as plain values, floats as `{ float }`; `refused` where the reader has a fault. */
export function read(text: string): unknown {
  const parsed = parseTree(text);
  return "fault" in parsed ? refused : asValue(parsed.tree);
}

export function asValue(node: TreeNode): unknown {
  if (node.is === "sequence") return node.items.map(asValue);
  if (node.is === "mapping") return Object.fromEntries(node.entries.map(({ key, value }) => [key, asValue(value)]));
  return node.value instanceof Float ? { float: node.value.value } : node.value;
}
