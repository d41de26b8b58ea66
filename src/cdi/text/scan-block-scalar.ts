import {
  dash,
  endOfText,
  greater,
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDigit,
  plus,
  space,
  tab,
  zero,
} from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { refuse } from "./refusal.ts";
import type { ScalarToken } from "./token.ts";

type Chomping = "keep" | "strip" | "clip";

interface Header {
  readonly chomping: Chomping;
  /** Columns beyond the parent's; undefined where the first line of text tells. */
  readonly increment: number | undefined;
}

/** Scans a `|` or `>` scalar; `parentIndent` is -1 where nothing is around it. */
export function scanBlockScalar(cursor: Cursor, parentIndent: number): ScalarToken {
  const offset = cursor.offset;
  const folded = cursor.code() === greater;
  cursor.advance();
  const { chomping, increment } = scanHeader(cursor, offset);
  const lead = passEmptyLines(cursor, increment && Math.max(parentIndent, 0) + increment);
  const indent = lead.indent ?? Math.max(lead.deepest, parentIndent + 1, 1);
  let text = "";
  let lineBreak = "";
  let emptyLines = lead.breaks;
  let wasBlank = false;
  while (cursor.column === indent && cursor.code() !== endOfText) {
    const startsBlank = isBlank(cursor.code());
    if (folded && lineBreak === "\n" && !wasBlank && !startsBlank) text += emptyLines || " ";
    else text += lineBreak + emptyLines;
    text += takeLine(cursor);
    wasBlank = startsBlank;
    lineBreak = cursor.takeBreak();
    emptyLines = passEmptyLines(cursor, indent).breaks;
  }
  if (chomping !== "strip") text += lineBreak;
  if (chomping === "keep") text += emptyLines;
  return { is: "scalar", text, plain: false, offset };
}

function scanHeader(cursor: Cursor, offset: number): Header {
  let chomping = scanChomping(cursor);
  const increment = scanIncrement(cursor);
  chomping ??= scanChomping(cursor);
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code())) refuse("The text of a block scalar starts on the next line", offset);
  cursor.takeBreak();
  return { chomping: chomping ?? "clip", increment };
}

function scanChomping(cursor: Cursor): Chomping | undefined {
  const code = cursor.code();
  if (code !== plus && code !== dash) return undefined;
  cursor.advance();
  return code === plus ? "keep" : "strip";
}

function scanIncrement(cursor: Cursor): number | undefined {
  const code = cursor.code();
  if (!isDigit(code)) return undefined;
  if (code === zero) refuse("A block scalar is indented by 1 to 9 columns", cursor.offset);
  cursor.advance();
  return code - zero;
}

function takeLine(cursor: Cursor): string {
  const start = cursor.offset;
  while (!isBreakOrEnd(cursor.code())) cursor.advance();
  return cursor.text.slice(start, cursor.offset);
}

/**
 * Passes lines without text, and the indentation of the next one up to `indent`, or all of it where that is not known.
 * `deepest` is the largest indentation met, which the scalar has if nothing else says.
 */
function passEmptyLines(
  cursor: Cursor,
  indent: number | undefined,
): { breaks: string; deepest: number; indent: number | undefined } {
  let breaks = "";
  let deepest = 0;
  for (;;) {
    while (cursor.code() === space && (indent === undefined || cursor.column < indent)) cursor.advance();
    deepest = Math.max(deepest, cursor.column);
    if (cursor.code() === tab && (indent === undefined || cursor.column < indent)) {
      refuse("A tab stands where spaces must indent", cursor.offset);
    }
    if (!isBreak(cursor.code())) return { breaks, deepest, indent };
    breaks += cursor.takeBreak();
  }
}
