/** How a JSON text is laid out, so that what is added looks like the rest. */
export interface JsonStyle {
  /** One level of indentation; empty where the document is written on one line. */
  readonly indent: string;
  readonly newline: "\n" | "\r\n";
  /** Between a key's colon and its value, on a single line. */
  readonly afterColon: string;
  /** After a comma, on a single line. */
  readonly afterComma: string;
}

export type JsonValue =
  | string
  | number
  | boolean
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** The style of a document, told from its first member. */
export function detectStyle(text: string): JsonStyle {
  const match = /^\s*\{[ \t]*(\r?\n)([ \t]*)/.exec(text);
  const spaced = /^\s*\{\s*"[^"]*":\s/.test(text) || match !== null;
  return {
    indent: match?.[2] ?? "",
    newline: match?.[1] === "\r\n" ? "\r\n" : "\n",
    afterColon: spaced ? " " : "",
    afterComma: spaced ? " " : "",
  };
}

/** Prints a value over several lines, as deep as `prefix` says; on one line where the style has no indentation. */
export function printValue(value: JsonValue, prefix: string, style: JsonStyle): string {
  if (style.indent === "" || typeof value !== "object") return printInline(value, style);
  const last = printed.get(value);
  if (last && last.prefix === prefix && last.indent === style.indent && last.newline === style.newline)
    return last.text;
  const lines = JSON.stringify(value, null, style.indent);
  const text = prefix === "" && style.newline === "\n" ? lines : lines.replaceAll("\n", style.newline + prefix);
  printed.set(value, { text, prefix, indent: style.indent, newline: style.newline });
  return text;
}

/** Values that come again and again, as those of a snapshot do, are printed once per layout. */
const printed = new WeakMap<object, { text: string; prefix: string; indent: string; newline: string }>();

export function printInline(value: JsonValue, style: JsonStyle): string {
  if (typeof value !== "object") return JSON.stringify(value);
  const comma = `,${style.afterComma}`;
  if (isList(value)) return `[${value.map((item) => printInline(item, style)).join(comma)}]`;
  const members: string[] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) members.push(`${JSON.stringify(key)}:${style.afterColon}${printInline(item, style)}`);
  }
  return `{${members.join(comma)}}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
