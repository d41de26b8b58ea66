import { colon, doubleQuote, singleQuote, space } from "./characters.ts";
import { notPlain } from "./not-plain.ts";
import { isPlainText, resolvePlainScalar } from "./plain-scalar.ts";

/** The value of a scalar, `{}` or `[]` that is all there is in the rest of a line, but for a comment. */
export function plainValue(rest: string): unknown {
  if (rest.length > longest) notPlain();
  if (word.test(rest)) return isPlainText(rest) ? rest : resolvePlainScalar(rest);
  if (decimal.test(rest)) return Number(rest);
  const first = rest.charCodeAt(0);
  if (first === doubleQuote) return doubleQuoted(rest);
  if (first === singleQuote) return singleQuoted(rest);
  const text = withoutComment(rest);
  if (text === "{}") return {};
  if (text === "[]") return [];
  if (!plainStart.test(text) || text.includes(": ") || text.charCodeAt(text.length - 1) === colon) notPlain();
  return unquoted(text);
}

/** The expressions below take stack in proportion to the text. */
const longest = 4096;

/** What most scalars are: without a space, and with no colon at the end. */
const word = /^[A-Za-z/](?:[^ :#]|:(?=[^ ]))*$/;

const decimal = /^(?:0|[1-9][0-9]{0,14})$/;

/** How a plain scalar may start here: no indicator but a dash that has something behind it. */
const plainStart = /^(?:[A-Za-z0-9_/.+~(=$;^]|-[^ ])/;

function unquoted(text: string): unknown {
  if (isPlainText(text)) return text;
  const value = resolvePlainScalar(text);
  const isOrdinary = value === null || typeof value !== "object";
  return isOrdinary && typeof value !== "bigint" ? value : notPlain();
}

function withoutComment(rest: string): string {
  const comment = rest.indexOf(" #");
  let end = comment < 0 ? rest.length : comment;
  while (end > 0 && rest.charCodeAt(end - 1) === space) end--;
  return end === rest.length ? rest : rest.slice(0, end);
}

function doubleQuoted(rest: string): string {
  const close = rest.length - 1;
  if (rest.indexOf('"', 1) === close && !rest.includes("\\")) return rest.slice(1, close);
  const match = doubleQuotes.exec(rest);
  const value: unknown = match?.[1] === undefined ? undefined : JSON.parse(match[1]);
  return typeof value === "string" ? value : notPlain();
}

/** With the escapes that JSON and YAML 1.1 have in common. */
const doubleQuotes = /^("(?:[^"\\]|\\["\\nrt])*")(?: *| +#.*)$/;

function singleQuoted(rest: string): string {
  const text = singleQuotes.exec(rest)?.[1];
  return text === undefined ? notPlain() : text.replaceAll("''", "'");
}

const singleQuotes = /^'((?:[^']|'')*)'(?: *| +#.*)$/;
