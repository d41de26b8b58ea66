import { quote } from "../quote.ts";
import { DecodeCount } from "./alias-limit.ts";
import { refuse } from "./refusal.ts";
import type { TreeNode } from "./tree.ts";

interface Anchored {
  /** Absent while the node is being read: an alias then would contain itself. */
  node: TreeNode | undefined;
  size: number;
}

/** The anchors of a document, and how far their aliases blow it up. */
export class Anchors {
  readonly #count = new DecodeCount();
  readonly #named = new Map<string, Anchored>();

  /** Reads the node that an anchor names, if one does. The name counts from the node's start on. */
  name(name: string | undefined, read: () => TreeNode): TreeNode {
    if (name === undefined) return read();
    const anchored: Anchored = { node: undefined, size: 0 };
    this.#named.set(name, anchored);
    const before = this.#count.decoded;
    anchored.node = read();
    anchored.size = this.#count.decoded - before;
    return anchored.node;
  }

  /** The node that an alias stands for. */
  resolve(name: string, offset: number): TreeNode {
    const anchored = this.#named.get(name);
    if (!anchored) refuse(`No anchor ${quote(name)} stands before this alias`, offset);
    if (!anchored.node) refuse(`Anchor ${quote(name)} contains itself`, offset);
    this.#count.addAlias(anchored.size, offset);
    return anchored.node;
  }

  count(offset: number): void {
    this.#count.add(offset);
  }
}
