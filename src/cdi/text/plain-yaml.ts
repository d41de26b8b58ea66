import { fits } from "../plain-spec.ts";
import type { Shape } from "../shape.ts";
import { hash } from "./characters.ts";
import { NotPlain, notPlain } from "./not-plain.ts";
import type { PassOver } from "./pass-over.ts";
import { PlainLines } from "./plain-lines.ts";
import { plainValue } from "./plain-value.ts";

/**
 * Reads the plain YAML that generators write: block mappings and sequences, one-line plain and quoted scalars, `{}`,
 * `[]` and comments. Undefined for everything else, errors included, which then takes the long way through `parseTree`.
 * On whatever it accepts it must equal that way; a differential fuzz test holds it to this. Where a shape is given, what
 * it yields has that shape, as `fits` would find: to look while reading costs a cold process half of looking afterwards.
 */
export function parsePlainYaml(text: string, shape?: Shape, passOver?: PassOver): unknown {
  if (unusualCharacter.test(text)) return undefined;
  try {
    const lines = new PlainLines(text, passOver);
    if (lines.indent === 0 && lines.rest === "---" && lines.key === undefined && lines.dash === 0) lines.advance();
    const root = lines.indent === 0 && lines.dash === 0 ? parseMapping(lines, 0, shape) : undefined;
    return lines.indent < 0 ? root : undefined;
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** Tabs, carriage returns, control characters, other line breaks, byte order marks and astral characters. */
const unusualCharacter = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

function parseMapping(lines: PlainLines, column: number, shape: Shape | undefined): unknown {
  const mapping: Record<string, unknown> = {};
  while (lines.indent === column && lines.dash === 0) {
    const { key } = lines;
    // What every object inherits, `__proto__` above all, is not for this reader.
    if (key === undefined || key in mapping) notPlain();
    mapping[key] = parseValue(lines, column, column, shape && shapeOfMember(shape, key));
  }
  if (lines.indent >= column) notPlain();
  if (shape?.is === "object") for (const key in shape.mandatory) if (!(key in mapping)) notPlain();
  return mapping;
}

function shapeOfMember(shape: Shape, key: string): Shape {
  if (shape.is === "map") return shape.of;
  return (shape.is === "object" && shape.fields[key]) || notPlain();
}

/** Entries whose dashes stand at `column`. Most are few, so the list is not made by pushing to an empty one. */
function parseSequence(lines: PlainLines, column: number, shape: Shape | undefined): unknown {
  if (shape && shape.is !== "list") notPlain();
  const sequence = [parseEntry(lines, column, shape?.of)];
  while (lines.indent === column && lines.dash > 0) sequence.push(parseEntry(lines, column, shape?.of));
  if (lines.indent > column) notPlain();
  return sequence;
}

function parseEntry(lines: PlainLines, column: number, shape: Shape | undefined): unknown {
  const standIn = shape && lines.passOver(shape);
  if (standIn !== undefined) return standIn;
  if (lines.key === undefined) return parseValue(lines, column, column + 1, shape);
  lines.enter();
  return parseMapping(lines, lines.indent, shape);
}

/** What stands behind a key or dash at `column`: in its line, or in a block below it that may start where it says. */
function parseValue(lines: PlainLines, column: number, sequenceColumn: number, shape: Shape | undefined): unknown {
  const { rest } = lines;
  lines.advance();
  if (rest !== "" && rest.charCodeAt(0) !== hash) {
    const value = plainValue(rest);
    // Deeper lines below would continue a value, which only the full reader knows how to do.
    return lines.indent > column || (shape && !fits(value, shape)) ? notPlain() : value;
  }
  if (lines.indent < column || (lines.indent === column && (lines.dash === 0 || column < sequenceColumn))) {
    return shape ? notPlain() : null;
  }
  if (lines.indent > deepestColumn) notPlain();
  return lines.dash > 0 ? parseSequence(lines, lines.indent, shape) : parseMapping(lines, lines.indent, shape);
}

/** Bounds the nesting; no generator indents a spec so far. */
const deepestColumn = 200;
