import { Anchors } from "./anchors.ts";
import { MappingBuilder } from "./mapping-builder.ts";
import { resolvePlainScalar } from "./plain-scalar.ts";
import { Refusal, refuse } from "./refusal.ts";
import { taggedScalar } from "./tagged-scalar.ts";
import type { Tags } from "./tags.ts";
import type { ScalarToken, Token } from "./token.ts";
import type { TokenStream } from "./token-stream.ts";
import type { ScalarValue, TreeNode } from "./tree.ts";
import { refuseToken } from "./unexpected-token.ts";

/** Where a node stands decides what it may be: a list may start at its key's column, and in flow no block may stand. */
type Position = "block" | "block-value" | "flow";

/** Levels of nesting that the call stack is sure to bear. A spec has seven; the reference allows 10,000. */
const deepest = 256;

const tooDeep = `The text is nested more than ${deepest} levels deep; Go runtimes read up to 10,000 levels, and then refuse a spec that has more than seven`;

interface Properties {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  readonly offset: number;
}

/** Makes a tree of the tokens of one node and of all inside it. */
export class Grammar {
  readonly #tokens: TokenStream;
  readonly #tags: Tags;
  readonly #anchors = new Anchors();
  #depth = 0;

  constructor(tokens: TokenStream, tags: Tags) {
    this.#tokens = tokens;
    this.#tags = tags;
  }

  node(position: Position): TreeNode {
    const token = this.#tokens.peek();
    if (token.is === "alias") return this.#alias(token.name);
    const properties = this.#properties();
    return this.#anchors.name(properties.anchor, () => {
      this.#anchors.count(properties.offset);
      return this.#content(position, properties);
    });
  }

  #alias(name: string): TreeNode {
    const { offset } = this.#tokens.next();
    return this.#anchors.resolve(name, offset);
  }

  /** An anchor, a tag, both in either order, or none. */
  #properties(): Properties {
    const { offset } = this.#tokens.peek();
    let anchor: string | undefined;
    let tag: string | undefined;
    for (;;) {
      const token = this.#tokens.peek();
      if (token.is === "anchor" && anchor === undefined) anchor = token.name;
      else if (token.is === "tag" && tag === undefined) tag = this.#tags.resolve(token);
      else return { anchor, tag, offset };
      this.#tokens.next();
    }
  }

  #content(position: Position, properties: Properties): TreeNode {
    const token = this.#tokens.peek();
    const { offset } = properties;
    if (token.is === "scalar") {
      this.#tokens.next();
      return { is: "scalar", value: scalarValue(token, properties.tag), offset };
    }
    if (token.is === "[") return this.#nest(() => this.#flowSequence(offset));
    if (token.is === "{") return this.#nest(() => this.#flowMapping(offset));
    if (position !== "flow") {
      if (token.is === "block-sequence") return this.#nest(() => this.#blockSequence(offset));
      if (token.is === "block-mapping") return this.#nest(() => this.#blockMapping(offset));
      if (token.is === "entry" && position === "block-value") return this.#nest(() => this.#compactSequence(offset));
    }
    if (properties.anchor === undefined && properties.tag === undefined) refuseToken(token, "a value");
    return { is: "scalar", value: emptyValue(properties), offset };
  }

  #nest(read: () => TreeNode): TreeNode {
    if (this.#depth >= deepest) {
      const { offset } = this.#tokens.peek();
      throw new Refusal("nesting-too-deep", tooDeep, offset);
    }
    this.#depth++;
    const node = read();
    this.#depth--;
    return node;
  }

  #blockSequence(offset: number): TreeNode {
    this.#tokens.next();
    const items = this.#entries(["entry", "block-end"]);
    const end = this.#tokens.next();
    if (end.is !== "block-end") refuseToken(end, "a list entry, or less indentation,");
    return { is: "sequence", items, offset };
  }

  /** A sequence at the column of the key that it belongs to: the end of that key's value ends it. */
  #compactSequence(offset: number): TreeNode {
    return { is: "sequence", items: this.#entries(["entry", "key", "value", "block-end"]), offset };
  }

  /** Entries of a block sequence; one behind whose dash a token of `ends` follows is null. */
  #entries(ends: readonly Token["is"][]): TreeNode[] {
    const items: TreeNode[] = [];
    while (this.#tokens.peek().is === "entry") {
      const { offset } = this.#tokens.next();
      items.push(ends.includes(this.#tokens.peek().is) ? this.#null(offset) : this.node("block"));
    }
    return items;
  }

  #blockMapping(offset: number): TreeNode {
    const mapping = new MappingBuilder();
    this.#tokens.next();
    for (;;) {
      const token = this.#tokens.next();
      if (token.is === "block-end") return { is: "mapping", entries: mapping.entries, offset };
      if (token.is !== "key") refuseToken(token, "a key, or less indentation,");
      this.#pair(mapping, "block-value", ["key", "value", "block-end"]);
    }
  }

  #flowMapping(offset: number): TreeNode {
    const mapping = new MappingBuilder();
    this.#tokens.next();
    while (this.#tokens.peek().is !== "}") {
      const isKey = this.#tokens.peek().is === "key";
      if (isKey) this.#tokens.next();
      this.#pair(mapping, "flow", ["value", ",", "}"], isKey);
      this.#endFlowItem("}");
    }
    this.#tokens.next();
    return { is: "mapping", entries: mapping.entries, offset };
  }

  #flowSequence(offset: number): TreeNode {
    const items: TreeNode[] = [];
    this.#tokens.next();
    while (this.#tokens.peek().is !== "]") {
      items.push(this.#tokens.peek().is === "key" ? this.#singlePair() : this.node("flow"));
      this.#endFlowItem("]");
    }
    this.#tokens.next();
    return { is: "sequence", items, offset };
  }

  /** A mapping of one pair that stands in a flow sequence without braces. */
  #singlePair(): TreeNode {
    const mapping = new MappingBuilder();
    const { offset } = this.#tokens.next();
    this.#anchors.count(offset);
    this.#pair(mapping, "flow", ["value", ",", "]"]);
    return { is: "mapping", entries: mapping.entries, offset };
  }

  #endFlowItem(end: "]" | "}"): void {
    const token = this.#tokens.peek();
    if (token.is === ",") this.#tokens.next();
    else if (token.is !== end) refuseToken(token, `"," or "${end}"`);
  }

  /**
   * A key and what stands behind its colon, or null where there is none; a token of `ends` there stands for null too.
   * What the scanner did not take for a key may not have a value: its colon is too far away.
   */
  #pair(mapping: MappingBuilder, position: Position, ends: readonly Token["is"][], mayHaveValue = true): void {
    const start = this.#tokens.peek();
    if (ends.includes(start.is)) refuse("A key is missing", start.offset);
    const key = this.#key();
    const hasValue = mayHaveValue && this.#tokens.peek().is === "value";
    if (hasValue) this.#tokens.next();
    const isNull = !hasValue || ends.includes(this.#tokens.peek().is);
    if (key === "merge") {
      if (isNull) refuse("Only mappings can be merged", start.offset);
      this.#merge(mapping, position);
    } else {
      mapping.add(key, isNull ? this.#null(key.offset) : this.node(position));
    }
  }

  /** A key; `merge` where it says that the value's entries belong to the mapping itself. */
  #key(): TreeNode | "merge" {
    const token = this.#tokens.peek();
    if (token.is === "alias") return this.#alias(token.name);
    const { anchor, tag, offset } = this.#properties();
    const content = this.#tokens.peek();
    if (content.is !== "scalar" && anchor === undefined && tag === undefined) {
      refuse("A mapping or list stands where a key is due", content.offset);
    }
    if (content.is === "scalar" && isMergeKey(content, tag)) {
      this.#tokens.next();
      this.#anchors.name(anchor, () => ({ is: "scalar", value: "<<", offset }));
      return "merge";
    }
    return this.#anchors.name(anchor, () => {
      this.#anchors.count(offset);
      return this.#content("flow", { anchor, tag, offset });
    });
  }

  #merge(mapping: MappingBuilder, position: Position): void {
    const { is, offset } = this.#tokens.peek();
    const merged = this.node(position);
    const isList = merged.is === "sequence" && is !== "alias";
    for (const node of isList ? merged.items.toReversed() : [merged]) mapping.merge(node, offset);
  }

  #null(offset: number): TreeNode {
    this.#anchors.count(offset);
    return { is: "scalar", value: null, offset };
  }
}

function isMergeKey({ text, plain }: ScalarToken, tag: string | undefined): boolean {
  if (text !== "<<") return false;
  return tag === undefined ? plain : tag === "!" || tag === "!!merge";
}

function scalarValue(token: ScalarToken, tag: string | undefined): ScalarValue {
  if (tag === undefined) return token.plain ? resolvePlainScalar(token.text) : token.text;
  const value = taggedScalar(token.text, tag);
  return value === undefined ? refuse(`The value does not fit its tag ${tag}`, token.offset) : value;
}

/** A tag with nothing behind it. */
function emptyValue({ tag, offset }: Properties): ScalarValue {
  return scalarValue({ is: "scalar", text: "", plain: true, offset }, tag);
}
