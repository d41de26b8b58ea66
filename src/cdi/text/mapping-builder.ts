import { quote } from "../quote.ts";
import { Refusal, refuse } from "./refusal.ts";
import { scalarText } from "./scalar-text.ts";
import { Float, type MappingEntry, type ScalarValue, type TreeNode } from "./tree.ts";

/** Collects the entries of a mapping; a key that stands twice is an error, merged ones included. */
export class MappingBuilder {
  readonly entries: MappingEntry[] = [];
  readonly #taken = new Set<string>();

  add(key: TreeNode, value: TreeNode): void {
    const text = keyText(key);
    this.#add({ key: text, identity: keyIdentity(key, text), keyOffset: key.offset, value });
  }

  /** Adds the entries of a mapping that stands behind a merge key. */
  merge(node: TreeNode, offset: number): void {
    if (node.is !== "mapping") refuse("Only mappings can be merged", offset);
    for (const entry of node.entries) this.#add({ ...entry, keyOffset: offset });
  }

  #add(entry: MappingEntry): void {
    if (this.#taken.has(entry.identity)) {
      throw new Refusal("duplicate-key", `Key ${quote(entry.key)} stands twice in one mapping`, entry.keyOffset);
    }
    if (entry.identity !== notANumber) this.#taken.add(entry.identity);
    this.entries.push(entry);
  }
}

const maxInt64 = 2n ** 63n - 1n;

/** The key as the reference's conversion to JSON writes it. */
function keyText(node: TreeNode): string {
  if (node.is !== "scalar") refuse("A mapping or list stands where a key is due", node.offset);
  const { value } = node;
  if (typeof value === "bigint" && value > maxInt64) refuse(`${value} is too large for a key`, node.offset);
  const text = scalarText(value) ?? refuse("Null stands where a key is due", node.offset);
  return value instanceof Float ? (infinities.get(text) ?? text) : text;
}

const infinities: ReadonlyMap<string, string> = new Map([
  ["+Inf", ".inf"],
  ["-Inf", "-.inf"],
  ["NaN", ".nan"],
]);

/** What is not a number does not equal itself, so it may stand twice. */
const notANumber = "float NaN";

function keyIdentity(node: TreeNode, text: string): string {
  const value: ScalarValue = node.is === "scalar" ? node.value : null;
  if (value instanceof Float) return `float ${value.value}`;
  return typeof value === "string" ? `text ${text}` : text;
}
