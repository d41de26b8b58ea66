import { NotPlain, notPlain } from "./not-plain.ts";
import { PlainLines } from "./plain-lines.ts";

/**
 * Reads the plain YAML that generators write: block mappings and sequences, one-line plain and quoted scalars, `{}`,
 * `[]` and comments. Undefined for everything else, errors included, which then takes the long way through `parseTree`.
 * On whatever it accepts it must equal that way; a differential fuzz test holds it to this.
 */
export function parsePlainYaml(text: string): unknown {
  if (unusualCharacter.test(text)) return undefined;
  try {
    const lines = new PlainLines(text);
    if (lines.line?.is("---")) lines.advance();
    const root = lines.indent === 0 && lines.dash === 0 ? parseMapping(lines, 0) : undefined;
    return lines.line === undefined ? root : undefined;
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** Tabs, carriage returns, control characters, other line breaks, byte order marks and astral characters. */
const unusualCharacter = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

function parseMapping(lines: PlainLines, column: number): unknown {
  const mapping: Record<string, unknown> = {};
  while (lines.indent === column && lines.dash === 0) {
    const key = lines.line?.key;
    // What every object inherits, `__proto__` above all, is not for this reader.
    if (key === undefined || key in mapping) notPlain();
    mapping[key] = parseValue(lines, column, column);
  }
  if (lines.indent >= column) notPlain();
  return mapping;
}

/** Entries whose dashes stand at `column`. Most are few, so the list is not made by pushing to an empty one. */
function parseSequence(lines: PlainLines, column: number): unknown {
  const sequence = [parseEntry(lines, column)];
  while (lines.indent === column && lines.dash > 0) sequence.push(parseEntry(lines, column));
  if (lines.indent > column) notPlain();
  return sequence;
}

function parseEntry(lines: PlainLines, column: number): unknown {
  if (lines.line?.key === undefined) return parseValue(lines, column, column + 1);
  lines.enter();
  return parseMapping(lines, lines.indent);
}

/** What stands behind a key or dash at `column`: in its line, or in a block below it that may start where it says. */
function parseValue(lines: PlainLines, column: number, sequenceColumn: number): unknown {
  const { line } = lines;
  lines.advance();
  // Deeper lines below would continue a value, which only the full reader knows how to do.
  if (line?.hasValue) return lines.indent > column ? notPlain() : line.value();
  if (lines.indent < column || (lines.indent === column && (lines.dash === 0 || column < sequenceColumn))) return null;
  if (lines.indent > deepestColumn) notPlain();
  return lines.dash > 0 ? parseSequence(lines, lines.indent) : parseMapping(lines, lines.indent);
}

/** Bounds the nesting; no generator indents a spec so far. */
const deepestColumn = 200;
