import type { Cursor } from "./cursor.ts";
import { refuse } from "./refusal.ts";

/** Scans an escape of YAML 1.1, which lacks `\/`. The cursor is at the backslash. */
export function scanEscape(cursor: Cursor): string {
  const letter = String.fromCharCode(cursor.code(1));
  const single = singleEscapes.get(letter);
  if (single !== undefined) {
    cursor.advance(2);
    return single;
  }
  const length = codeLengths.get(letter);
  if (length === undefined) {
    refuse(
      `Escape ${JSON.stringify(`\\${letter}`)} does not exist in YAML 1.1, as which the reference reads JSON too`,
      cursor.offset,
    );
  }
  return scanCode(cursor, length);
}

const singleEscapes: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["t", "\t"],
  ["\t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\x1b"],
  [" ", " "],
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
  ["N", "\x85"],
  ["_", "\xa0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);

/** How many hexadecimal digits follow. */
const codeLengths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

function scanCode(cursor: Cursor, length: number): string {
  const digits = cursor.text.slice(cursor.offset + 2, cursor.offset + 2 + length);
  if (digits.length < length || !/^[0-9a-fA-F]*$/.test(digits)) {
    refuse(`${length} hexadecimal digits are due after the backslash and letter`, cursor.offset);
  }
  const code = Number.parseInt(digits, 16);
  if (code >= 0xd800 && code <= 0xdfff) {
    refuse("A surrogate is no character: write the character itself instead of a pair of escapes", cursor.offset);
  }
  if (code > 0x10ffff) refuse("No character has so large a code", cursor.offset);
  cursor.advance(2 + length);
  return String.fromCodePoint(code);
}
