import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  Parser,
} from "yaml";
import type { ProblemCode } from "../../problems.ts";
import { exceedsAliasLimit } from "./alias-limit.ts";
import { findBadEscape, findReaderFault } from "./reader-fault.ts";
import { taggedScalar, tagName } from "./tagged-scalar.ts";
import { scalarText } from "./scalar-text.ts";
import { Float, type MappingEntry, type ScalarValue, type TreeNode } from "./tree.ts";

/** What stands against a text, and where. */
export interface TextFault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly offset: number;
}

/** The first document of a text, or why the reference refuses it. `ignored` is what follows that document, if anything. */
export type ParsedText =
  | { readonly tree: TreeNode; readonly ignored: TextFault | undefined }
  | { readonly fault: TextFault };

/**
 * Reads a text as the reference does: as YAML, whatever the file is called, its first document only, with the scalars
 * of go-yaml v2. Built on the `yaml` package; what go-yaml refuses and that package does not is checked here.
 */
export function parseTree(text: string): ParsedText {
  try {
    return readFirstDocument(text);
  } catch (error) {
    if (error instanceof Refusal) return { fault: error.fault };
    if (error instanceof RangeError) {
      return { fault: { code: "nesting-too-deep", message: "The text is nested too deeply to be read", offset: 0 } };
    }
    throw error;
  }
}

class Refusal extends Error {
  readonly fault: TextFault;

  constructor(code: ProblemCode, message: string, offset: number) {
    super(message);
    this.fault = { code, message, offset };
  }
}

function readFirstDocument(text: string): ParsedText {
  const readerFault = findReaderFault(text);
  if (readerFault) throw new Refusal("invalid-syntax", readerFault.message, readerFault.offset);
  const documents = compose(text);
  const [document] = documents;
  if (!document) throw new Refusal("empty-document", "The file holds no spec", 0);
  const root: ParsedNode | null = document.contents;
  const end = endOfRoot(root, text.length);
  const error = document.errors.find((candidate) => candidate.pos[0] < end);
  if (error) throw new Refusal("invalid-syntax", error.message, error.pos[0]);
  const tree = root ? new TreeBuilder(text).build(root) : undefined;
  if (!tree || (tree.is === "scalar" && tree.value === null))
    throw new Refusal("empty-document", "The file holds no spec", 0);
  if (exceedsAliasLimit(tree)) {
    throw new Refusal("excessive-aliasing", "Aliases expand to far more nodes than the text has", tree.offset);
  }
  return { tree, ignored: findIgnored(document, documents[1], end) };
}

/** Composes documents until there is a second one: what comes later has no say. */
function compose(text: string): Document.Parsed[] {
  const composer = new Composer<ParsedNode>({
    schema: "failsafe",
    version: "1.1",
    uniqueKeys: false,
    strict: false,
    keepSourceTokens: true,
  });
  const documents: Document.Parsed[] = [];
  for (const token of new Parser().parse(text)) {
    for (const document of composer.next(token)) documents.push(document);
    if (documents.length > 1) return documents;
  }
  for (const document of composer.end(false, text.length)) documents.push(document);
  return documents;
}

/** After a flow collection or scalar at the root the reference stops reading; a block collection it reads to its end. */
function endOfRoot(root: ParsedNode | null, length: number): number {
  if (!root) return length;
  const isBlock = (isMap(root) || isSeq(root)) && !root.flow;
  return isBlock ? length : root.range[1];
}

function findIgnored(first: Document.Parsed, second: Document.Parsed | undefined, end: number): TextFault | undefined {
  const trailing = first.errors.find((error) => error.pos[0] >= end);
  if (trailing)
    return { code: "trailing-text", message: "Text after the document is ignored", offset: trailing.pos[0] };
  if (second) return { code: "second-document", message: "A second document is ignored", offset: second.range[0] };
  return undefined;
}

class TreeBuilder {
  readonly #text: string;
  readonly #anchors = new Map<string, TreeNode | "open">();

  constructor(text: string) {
    this.#text = text;
  }

  build(node: ParsedNode): TreeNode {
    if (isAlias(node)) return this.#alias(node.source, node.range[0]);
    const { anchor } = node;
    if (anchor) this.#anchors.set(anchor, "open");
    const built = this.#buildOwn(node);
    if (anchor) this.#anchors.set(anchor, built);
    return built;
  }

  #buildOwn(node: ParsedNode): TreeNode {
    const offset = node.range[0];
    if (isSeq(node)) return { is: "sequence", items: node.items.map((item) => this.#item(item, offset)), offset };
    if (isMap(node)) return { is: "mapping", entries: this.#entries(node), offset };
    if (isScalar(node)) return { is: "scalar", value: this.#scalar(node), offset };
    throw new Refusal("invalid-syntax", "Unreadable node", offset);
  }

  #item(item: unknown, offset: number): TreeNode {
    if (isPair(item)) throw new Refusal("invalid-syntax", "A key and value stand in a list without braces", offset);
    return isParsed(item) ? this.build(item) : { is: "scalar", value: null, offset };
  }

  #alias(name: string, offset: number): TreeNode {
    const target = this.#anchors.get(name);
    if (target === undefined) throw new Refusal("invalid-syntax", `Unknown anchor ${JSON.stringify(name)}`, offset);
    if (target === "open")
      throw new Refusal("invalid-syntax", `Anchor ${JSON.stringify(name)} contains itself`, offset);
    return target;
  }

  #scalar(node: ParsedNode): ScalarValue {
    if (!isScalar(node)) return null;
    if (node.type === "QUOTE_DOUBLE") this.#checkEscapes(node.range[0], node.range[1]);
    const source = typeof node.value === "string" ? node.value : (node.source ?? "");
    const result = taggedScalar(source, tagName(node.tag), node.type === "PLAIN" || node.type === undefined);
    if (result === undefined)
      throw new Refusal("invalid-syntax", `${JSON.stringify(source)} is no ${node.tag}`, node.range[0]);
    return result.value;
  }

  #checkEscapes(start: number, end: number): void {
    const bad = findBadEscape(this.#text.slice(start, end));
    if (bad) throw new Refusal("invalid-syntax", bad.message, start + bad.index);
  }

  /** The reference looks for the colon of a key without `?` no further than 1,024 characters, on the key's own line. */
  #checkReach(pair: Pair, offset: number): void {
    const item = pair.srcToken;
    if (!item?.key || item.start.some((token) => token.type === "explicit-key-ind")) return;
    const colon = item.sep?.find((token) => token.type === "map-value-ind")?.offset;
    if (colon === undefined) return;
    const key = this.#text.slice(offset, colon);
    if (key.length <= 1024 && !/[\r\n]/.test(key)) return;
    throw new Refusal(
      "invalid-syntax",
      "A colon is too far from its key for the reference: on another line, or over 1,024 characters",
      offset,
    );
  }

  #entries(map: ParsedNode): MappingEntry[] {
    const entries: MappingEntry[] = [];
    const seen = new Set<string>();
    const add = (identity: string, entry: MappingEntry): void => {
      if (seen.has(identity))
        throw new Refusal("duplicate-key", `Key ${JSON.stringify(entry.key)} stands twice`, entry.keyOffset);
      seen.add(identity);
      entries.push(entry);
    };
    if (!isMap(map)) return entries;
    for (const pair of map.items) {
      const keyNode = isParsed(pair.key) ? pair.key : undefined;
      const offset = keyNode?.range[0] ?? map.range?.[0] ?? 0;
      this.#checkReach(pair, offset);
      if (keyNode && isMergeKey(keyNode)) {
        for (const [identity, entry] of this.#merged(pair.value, offset)) add(identity, entry);
        continue;
      }
      const key = this.#key(keyNode, offset);
      const value = isParsed(pair.value) ? this.build(pair.value) : nullAt(offset);
      add(key.identity, { key: key.text, keyOffset: offset, value });
    }
    return entries;
  }

  #key(node: ParsedNode | undefined, offset: number): { text: string; identity: string } {
    const built = node ? this.build(node) : nullAt(offset);
    if (built.is !== "scalar")
      throw new Refusal("invalid-syntax", "A mapping or list stands where a key is due", offset);
    const { value } = built;
    if (value === null || (typeof value === "bigint" && value > maxInt64)) {
      throw new Refusal("invalid-syntax", `${String(value)} stands where a key is due`, offset);
    }
    return { text: keyText(value), identity: `${value instanceof Float ? "float" : typeof value}:${keyText(value)}` };
  }

  /** The entries of what a merge key names: a mapping, or a list of mappings of which the later come first. */
  #merged(value: unknown, offset: number): [string, MappingEntry][] {
    const node = isParsed(value) ? this.build(value) : nullAt(offset);
    const mappings = node.is === "sequence" ? node.items.toReversed() : [node];
    return mappings.flatMap((mapping) => {
      if (mapping.is !== "mapping") throw new Refusal("invalid-syntax", "Only mappings can be merged", offset);
      return mapping.entries.map((entry): [string, MappingEntry] => [
        `string:${entry.key}`,
        { ...entry, keyOffset: offset },
      ]);
    });
  }
}

const maxInt64 = 2n ** 63n - 1n;

function keyText(value: Exclude<ScalarValue, null>): string {
  if (value instanceof Float) {
    if (Number.isNaN(value.value)) return ".nan";
    if (!Number.isFinite(value.value)) return value.value > 0 ? ".inf" : "-.inf";
  }
  return scalarText(value) ?? "";
}

function nullAt(offset: number): TreeNode {
  return { is: "scalar", value: null, offset };
}

function isParsed(node: unknown): node is ParsedNode {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
}

function isMergeKey(node: ParsedNode): boolean {
  return isScalar(node) && node.value === "<<" && (node.type === "PLAIN" || tagName(node.tag) === "merge");
}
