import type { ProblemCode } from "../problems.ts";
import { foldKey } from "./fold-key.ts";
import { isMapping } from "./is-mapping.ts";
import { nearestNames } from "./nearest-names.ts";
import { isPlainSpec } from "./plain-spec.ts";
import { quote } from "./quote.ts";
import { type ObjectShape, type Shape, specShape } from "./shape.ts";
import type { Spec } from "./spec.ts";
import { scalarText } from "./text/scalar-text.ts";
import type { TextIssue } from "./text/text-issue.ts";
import { Float, type MappingEntry, type ScalarNode, type SequenceNode, type TreeNode } from "./text/tree.ts";

export interface DecodedSpec {
  /** Absent where an issue is an error. */
  readonly spec: Spec | undefined;
  readonly issues: readonly TextIssue[];
}

/**
 * Makes a spec of a document the way the reference does, which converts YAML to JSON and decodes that: keys match in any
 * case, numbers and booleans become text where text is due, null leaves a field as it is, keys that differ in case only
 * are taken in the order of their bytes and merged. Unknown fields, wrong types and numbers out of range are errors.
 */
export function decodeSpec(tree: TreeNode): DecodedSpec {
  const decoder = new Decoder();
  const value = decoder.object(tree, specShape, {}, "the spec");
  return { spec: isPlainSpec(value) ? value : undefined, issues: decoder.issues };
}

/** What is wrong with a file of which this many things are wrong is clear without the rest. */
const mostIssues = 1000;

/** Fields that null makes absent, where it would leave others as an earlier spelling of the same key set them. */
const clearedByNull: ReadonlySet<string> = new Set(["fileMode", "uid", "gid", "timeout"]);

type Fields = Readonly<Record<string, unknown>>;

class Decoder {
  readonly issues: TextIssue[] = [];

  /** `previous` is what an earlier key of the same field left; undefined stands for an absent field. */
  #value(node: TreeNode, shape: Shape, previous: unknown, where: string): unknown {
    switch (shape.is) {
      case "object":
        return this.object(node, shape, isMapping(previous) ? previous : {}, where);
      case "list":
        return this.#list(node, shape.of, shape.nullable, Array.isArray(previous) ? previous : [], where);
      case "map":
        return this.#map(node, shape.of, isMapping(previous) ? previous : {}, where);
      default:
        return this.#scalar(node, shape, previous, where);
    }
  }

  object(node: TreeNode, shape: ObjectShape, previous: Fields, where: string): unknown {
    if (isNull(node)) return shape.optional ? undefined : { ...shape.mandatory, ...previous };
    if (node.is !== "mapping") return this.#wrongType(node, "a mapping", where);
    const fields = new Map<string, unknown>(Object.entries({ ...shape.mandatory, ...previous }));
    for (const [entry, name] of this.#known(node.entries, shape, where)) {
      const field = shape.fields[name];
      if (field) fields.set(name, this.#value(entry.value, field, fields.get(name), name));
    }
    for (const [name, value] of fields) if (value === undefined) fields.delete(name);
    return { ...shape.mandatory, ...Object.fromEntries(fields) };
  }

  /** The entries of an object with the field that each stands for; unknown keys are reported and left out. */
  #known(entries: readonly MappingEntry[], shape: ObjectShape, where: string): [MappingEntry, string][] {
    const known: [MappingEntry, string][] = [];
    const taken = new Set<string>();
    let repeated = false;
    for (const entry of entries) {
      const name = shape.folded.get(foldKey(entry.key));
      if (name === undefined) {
        if (this.issues.length >= mostIssues) continue;
        this.#report(
          "unknown-field",
          `Unknown field ${quote(entry.key)} in ${where}${suggestion(entry.key, shape)}`,
          entry.keyOffset,
        );
        continue;
      }
      if (name !== entry.key) {
        this.#report(
          "key-case",
          `Field ${quote(entry.key)} is written ${quote(name)} in the specification`,
          entry.keyOffset,
        );
      }
      repeated ||= taken.has(name);
      taken.add(name);
      known.push([entry, name]);
    }
    return repeated ? known.sort(([a], [b]) => (a.key < b.key ? -1 : 1)) : known;
  }

  #list(node: TreeNode, of: Shape, nullable: boolean, previous: readonly unknown[], where: string): unknown {
    if (isNull(node)) return undefined;
    if (node.is !== "sequence") return this.#wrongType(node, "a list", where);
    return this.#items(node, of, nullable, previous, where);
  }

  #items(node: SequenceNode, of: Shape, nullable: boolean, previous: readonly unknown[], where: string): unknown[] {
    return node.items.map((item, index) => {
      if (isNull(item) && !nullable) {
        this.#report("null-item", `Null stands for an entry of ${where}; the reference would crash on it`, item.offset);
      }
      const before = previous[index] ?? zeroValue(of);
      return this.#value(item, of, before, `${where}[${index}]`);
    });
  }

  #map(node: TreeNode, of: Shape, previous: Fields, where: string): unknown {
    if (isNull(node)) return undefined;
    if (node.is !== "mapping") return this.#wrongType(node, "a mapping", where);
    const entries = new Map<string, unknown>(Object.entries(previous));
    for (const { key, value } of node.entries)
      entries.set(key, this.#value(value, of, zeroValue(of), `${where}.${key}`));
    return Object.fromEntries(entries);
  }

  #scalar(
    node: TreeNode,
    shape: Exclude<Shape, { is: "object" | "list" | "map" }>,
    previous: unknown,
    where: string,
  ): unknown {
    if (node.is !== "scalar") return this.#wrongType(node, expected[shape.is], where);
    if (node.value === null) return clearedByNull.has(where) ? undefined : previous;
    if (shape.is === "string") return this.#text(node, where);
    if (shape.is === "boolean")
      return typeof node.value === "boolean" ? node.value : this.#wrongType(node, "true or false", where);
    return this.#integer(node, shape.min, shape.max, where);
  }

  #text(node: ScalarNode, where: string): string {
    if (typeof node.value === "string") return node.value;
    const text = scalarText(node.value) ?? "";
    this.#report(
      "value-converted",
      `The ${kindOf(node)} given for ${where} is taken as the text ${quote(text)}; quote it`,
      node.offset,
    );
    return text;
  }

  /** A float without a fraction is an integer to the reference, up to where its JSON would have an exponent. */
  #integer(node: ScalarNode, min: number, max: number, where: string): unknown {
    const value = node.value instanceof Float ? node.value.value : node.value;
    if (typeof value !== "number" && typeof value !== "bigint") return this.#wrongType(node, "an integer", where);
    if (typeof value === "number" && !Number.isInteger(value)) return this.#wrongType(node, "an integer", where);
    const isNegativeZero = Object.is(value, -0);
    if (value >= min && value <= max && !(isNegativeZero && min === 0)) return Number(value) + 0;
    const written = isNegativeZero ? "-0" : String(value);
    const elsewhere = isReadElsewhere(value, min) ? "read it, as any number of 64 bits" : "refuse it too";
    const message = `${where} must be between ${min} and ${max}, not ${written}; Go runtimes ${elsewhere}`;
    this.#report("number-out-of-range", message, node.offset);
    return undefined;
  }

  #wrongType(node: TreeNode, due: string, where: string): undefined {
    this.#report("wrong-type", `${where} must be ${due}, not ${kindOf(node)}`, node.offset);
  }

  #report(code: ProblemCode, message: string, offset: number): void {
    if (this.issues.length >= mostIssues) return;
    this.issues.push({ code, message: message.charAt(0).toUpperCase() + message.slice(1), offset });
  }
}

const expected = { string: "text", boolean: "true or false", integer: "an integer" } as const;

function zeroValue(shape: Shape): unknown {
  switch (shape.is) {
    case "string":
      return "";
    case "integer":
      return 0;
    case "object":
      return shape.mandatory;
    default:
      return undefined;
  }
}

/** Fields of 64 bits are narrower here than in the reference, by the numbers that are no safe integers. */
function isReadElsewhere(value: number | bigint, min: number): boolean {
  return min === Number.MIN_SAFE_INTEGER && value >= -(2n ** 63n) && value < 2n ** 63n;
}

function isNull(node: TreeNode): boolean {
  return node.is === "scalar" && node.value === null;
}

function kindOf(node: TreeNode): string {
  if (node.is !== "scalar") return node.is === "mapping" ? "a mapping" : "a list";
  if (node.value === null) return "null";
  if (typeof node.value === "string") return `text ${quote(node.value)}`;
  return node.value instanceof Float
    ? `number ${node.value.value}`
    : `${typeof node.value === "boolean" ? "boolean" : "number"} ${String(node.value)}`;
}

const longestMisspelling = 64;

function suggestion(key: string, shape: ObjectShape): string {
  if (key.length > longestMisspelling) return "";
  const [nearest] = nearestNames(key, Object.keys(shape.fields));
  return nearest === undefined ? "" : `; did you mean ${quote(nearest)}?`;
}
