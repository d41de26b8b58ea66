/**
 * A document as the reference's YAML reader understands it, with the place of every part in the text.
 * Offsets are in UTF-16 units from the start of the text.
 */
export type TreeNode = ScalarNode | SequenceNode | MappingNode;

export interface ScalarNode {
  readonly is: "scalar";
  readonly value: ScalarValue;
  readonly offset: number;
}

export interface SequenceNode {
  readonly is: "sequence";
  readonly items: readonly TreeNode[];
  readonly offset: number;
}

export interface MappingNode {
  readonly is: "mapping";
  readonly entries: readonly MappingEntry[];
  readonly offset: number;
}

export interface MappingEntry {
  /** The key as text, as the reference's conversion to JSON writes it. */
  readonly key: string;
  /** Equal for keys that are the same to the reference: the number 1 and the text "1" are not. */
  readonly identity: string;
  readonly keyOffset: number;
  readonly value: TreeNode;
}

/** A `number` or `bigint` is an integer; floats are kept apart, for they become text differently. */
export type ScalarValue = string | number | bigint | boolean | null | Float;

/** A number that the YAML reader took for a float, such as `1.0` or `1e3`. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/**
 * The offset of the part that a pointer leads to, or of the nearest part on the way that exists.
 * Keys match in any case, as they do when a spec is decoded.
 */
export function locate(root: TreeNode, pointer: readonly (string | number)[]): number {
  let node = root;
  for (const step of pointer) {
    const next = child(node, step);
    if (!next) break;
    node = next;
  }
  return node.offset;
}

function child(node: TreeNode, step: string | number): TreeNode | undefined {
  if (node.is === "sequence" && typeof step === "number") return node.items[step];
  if (node.is === "mapping" && typeof step === "string") {
    const folded = step.toLowerCase();
    return node.entries.findLast((entry) => entry.key.toLowerCase() === folded)?.value;
  }
  return undefined;
}
