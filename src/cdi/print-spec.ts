import { type Shape, specShape } from "./shape.ts";
import type { Spec } from "./spec.ts";
import { isPlainText } from "./text/plain-scalar.ts";

export type SpecFormat = "yaml" | "json";

/**
 * The text of a spec file. Fields stand in the order of the specification. In YAML, text is quoted wherever any reader
 * could take it for something else; either text reads back as the same spec.
 */
export function printSpec(spec: Spec, format: SpecFormat): string {
  if (format === "json") return `${printable(JSON.stringify(inOrder(spec, specShape), null, 2))}\n`;
  return `---\n${lines(spec, specShape, "").join("\n")}\n`;
}

/** An equal value whose objects have their fields in the order of the specification. */
function inOrder(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => inOrder(item, shapeOfItem(shape)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(fieldsOf(value, shape).map(([key, item, itemShape]) => [key, inOrder(item, itemShape)]));
}

/** The lines of a non-empty mapping or list, each indented. */
function lines(value: object, shape: Shape, indent: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => listItem(item, shapeOfItem(shape), indent));
  }
  return fieldsOf(value, shape).flatMap(([key, item, itemShape]) => {
    if (!hasLines(item)) return `${indent}${printText(key)}: ${printScalar(item)}`;
    return [`${indent}${printText(key)}:`, ...lines(item, itemShape, `${indent}  `)];
  });
}

function listItem(item: unknown, shape: Shape, indent: string): string[] {
  if (!hasLines(item)) return [`${indent}- ${printScalar(item)}`];
  const [first = "", ...rest] = lines(item, shape, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function shapeOfItem(shape: Shape): Shape {
  return shape.is === "list" ? shape.of : { is: "string" };
}

function fieldsOf(value: object, shape: Shape): [key: string, value: unknown, shape: Shape][] {
  const entries = new Map<string, unknown>(Object.entries(value));
  const shapes: [string, Shape][] =
    shape.is === "object" ? Object.entries(shape.fields) : [...entries.keys()].map((key) => [key, { is: "string" }]);
  return shapes.flatMap(([key, itemShape]): [string, unknown, Shape][] => {
    const item = entries.get(key);
    return item === undefined ? [] : [[key, item, itemShape]];
  });
}

function hasLines(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function printScalar(value: unknown): string {
  if (typeof value === "string") return printText(value);
  return typeof value === "object" ? (Array.isArray(value) ? "[]" : "{}") : String(value);
}

/** Text that every YAML reader takes for text, in any version, without quotes. */
const plain = /^[A-Za-z_/](?:[A-Za-z0-9_./=+@%,:-]*[A-Za-z0-9_./=+@%-])?$/;

function printText(text: string): string {
  if (plain.test(text) && isPlainText(text)) return text;
  return printable(JSON.stringify(text));
}

/** Escapes what JSON leaves as it is and YAML, as which the reference reads JSON too, does not allow or takes for line breaks. */
function printable(json: string): string {
  return json.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const unprintable = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
