import { isPlainText, resolvePlainScalar } from "./plain-scalar.ts";

/**
 * Reads the plain YAML that generators write: block mappings and sequences, one-line plain and quoted scalars, `{}`,
 * `[]` and comments. Undefined for everything else, errors included, which then takes the long way through `parseTree`.
 * On whatever it accepts it must equal that way; a differential fuzz test holds it to this.
 */
export function parsePlainYaml(text: string): unknown {
  if (unusualCharacter.test(text)) return undefined;
  const lines = new Lines(text);
  lines.skipDocumentStart();
  try {
    const root = lines.indent === 0 ? parseMapping(lines, 0) : undefined;
    return lines.indent < 0 ? root : undefined;
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class NotPlain extends Error {}

function notPlain(): never {
  throw new NotPlain();
}

/** Tabs, carriage returns, control characters, other line breaks, byte order marks and astral characters. */
const unusualCharacter = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/** A cursor on the lines that carry content: blank ones and comments are passed over. */
class Lines {
  /** Column of the first character of the current content; -1 past the end. */
  indent = -1;
  /** The current line from there on, without trailing spaces. */
  content = "";
  readonly #text: string;
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.advance();
  }

  advance(): void {
    const text = this.#text;
    while (this.#next < text.length) {
      let start = this.#next;
      let end = text.indexOf("\n", start);
      if (end < 0) end = text.length;
      this.#next = end + 1;
      const lineStart = start;
      while (text.charCodeAt(start) === space) start++;
      if (start >= end || text.charCodeAt(start) === hash) continue;
      while (text.charCodeAt(end - 1) === space) end--;
      this.indent = start - lineStart;
      this.content = text.slice(start, end);
      return;
    }
    this.indent = -1;
    this.content = "";
  }

  /** Goes on in the same line, as after the dash of a sequence entry. */
  enter(indent: number, content: string): void {
    this.indent = indent;
    this.content = content;
  }

  skipDocumentStart(): void {
    if (this.indent === 0 && this.content === "---") this.advance();
  }
}

const [space, hash, dash, doubleQuote, singleQuote, colon] = [0x20, 0x23, 0x2d, 0x22, 0x27, 0x3a];

function parseBlock(lines: Lines): unknown {
  return isEntry(lines.content) ? parseSequence(lines, lines.indent) : parseMapping(lines, lines.indent);
}

function isEntry(content: string): boolean {
  return content.charCodeAt(0) === dash && (content.length === 1 || content.charCodeAt(1) === space);
}

function parseMapping(lines: Lines, column: number): unknown {
  const mapping: Record<string, unknown> = {};
  while (lines.indent === column) {
    const content = lines.content;
    const end = keyEnd(content);
    if (end < 0) notPlain();
    const key = keyText(content.slice(0, end));
    if (key in mapping) notPlain();
    const rest = content.slice(end + 2).trimStart();
    mapping[key] =
      rest === "" || rest.charCodeAt(0) === hash
        ? parseNested(lines, column, column)
        : parseInline(lines, rest, column);
  }
  if (lines.indent > column) notPlain();
  return mapping;
}

function parseSequence(lines: Lines, column: number): unknown {
  const sequence: unknown[] = [];
  while (lines.indent === column && isEntry(lines.content)) {
    const rest = lines.content.slice(1).trimStart();
    if (rest === "") {
      sequence.push(parseNested(lines, column, column + 1));
    } else if (isEntry(rest) || rest.charCodeAt(0) === hash) {
      notPlain();
    } else if (keyEnd(rest) >= 0) {
      const inner = column + lines.content.length - rest.length;
      lines.enter(inner, rest);
      sequence.push(parseMapping(lines, inner));
    } else {
      sequence.push(parseInline(lines, rest, column));
    }
  }
  if (lines.indent > column) notPlain();
  return sequence;
}

/** The block on the following lines; null where there is none. A sequence may start at `sequenceColumn` already. */
function parseNested(lines: Lines, column: number, sequenceColumn: number): unknown {
  lines.advance();
  if (lines.indent > column) return parseBlock(lines);
  if (lines.indent === sequenceColumn && isEntry(lines.content)) return parseSequence(lines, sequenceColumn);
  return null;
}

/** A value in the rest of its line. Deeper lines below would continue it, which only the full reader knows. */
function parseInline(lines: Lines, rest: string, column: number): unknown {
  const value = parseScalar(rest);
  lines.advance();
  if (lines.indent > column) notPlain();
  return value;
}

/** Where a line's key ends: the index of its colon; -1 where the line has no key. */
function keyEnd(content: string): number {
  const first = content.charCodeAt(0);
  if (first === doubleQuote || first === singleQuote) {
    const close = content.indexOf(first === doubleQuote ? '"' : "'", 1);
    return close > 0 && isKeyColon(content, close + 1) ? close + 1 : -1;
  }
  const at = content.indexOf(": ");
  if (at >= 0) return at;
  return isKeyColon(content, content.length - 1) ? content.length - 1 : -1;
}

function isKeyColon(content: string, at: number): boolean {
  return content.charCodeAt(at) === colon && (at === content.length - 1 || content.charCodeAt(at + 1) === space);
}

/** Keys that need no second look: plain words that are not YAML's words for booleans and null. */
const seenKeys = new Set<string>();

function keyText(key: string): string {
  if (seenKeys.has(key)) return key;
  const match = /^(["']?)([A-Za-z_][A-Za-z0-9_./-]{0,127})\1$/.exec(key);
  const text = match?.[2];
  if (text === undefined || text === "__proto__" || (match?.[1] === "" && !isPlainText(text))) notPlain();
  if (text === key && seenKeys.size < 1000) seenKeys.add(key);
  return text;
}

function parseScalar(text: string): unknown {
  const first = text.charCodeAt(0);
  if (first === doubleQuote) return doubleQuoted(text);
  if (first === singleQuote) return singleQuoted(text);
  if (text === "{}") return {};
  if (text === "[]") return [];
  const comment = text.indexOf(" #");
  const plain = comment < 0 ? text : text.slice(0, comment).trimEnd();
  if (!plainStart.test(plain) || plain.includes(": ") || plain.charCodeAt(plain.length - 1) === colon) notPlain();
  if (isPlainText(plain)) return plain;
  const value = resolvePlainScalar(plain);
  if (typeof value === "object" && value !== null) notPlain();
  if (typeof value === "bigint") notPlain();
  return value;
}

/** How a plain scalar may start here: no indicator but a dash that has something behind it. */
const plainStart = /^(?:[A-Za-z0-9_/.+~(=$;^]|-[^ ])/;

function doubleQuoted(text: string): string {
  const end = text.indexOf('"', 1);
  const escaped = text.indexOf("\\") >= 0;
  if (!escaped && end === text.length - 1) return text.slice(1, end);
  if (!escaped && end > 0 && /^ +#/.test(text.slice(end + 1))) return text.slice(1, end);
  if (!/^"(?:[^"\\]|\\["\\nrt])*"$/.test(text)) notPlain();
  const value: unknown = JSON.parse(text);
  return typeof value === "string" ? value : notPlain();
}

function singleQuoted(text: string): string {
  const match = /^'((?:[^']|'')*)'(?: +#.*)?$/.exec(text);
  return match?.[1]?.replaceAll("''", "'") ?? notPlain();
}
