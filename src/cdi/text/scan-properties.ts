import {
  at,
  backquote,
  closeBrace,
  closeBracket,
  colon,
  comma,
  exclamation,
  greater,
  isBlankOrEnd,
  isWordCharacter,
  less,
  percent,
  question,
} from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { refuse } from "./refusal.ts";
import type { TagToken, Token } from "./token.ts";
import { scanUri } from "./uri.ts";

/** Scans `&name` or `*name`. */
export function scanAnchor(cursor: Cursor, is: "alias" | "anchor"): Token {
  const offset = cursor.offset;
  cursor.advance();
  const name = takeWord(cursor);
  if (name === "") refuse(`A name is due after ${is === "alias" ? "*" : "&"}`, offset);
  const code = cursor.code();
  if (!isBlankOrEnd(code) && !mayFollowName.includes(code)) {
    refuse("The name of an anchor has letters, digits, - and _ only, and a blank behind it", offset);
  }
  return { is, name, offset };
}

const mayFollowName: readonly number[] = [question, colon, comma, closeBracket, closeBrace, percent, at, backquote];

/** Scans `!suffix`, `!handle!suffix`, `!<tag>` or a lone `!`. */
export function scanTag(cursor: Cursor): TagToken {
  const offset = cursor.offset;
  const tag = cursor.code(1) === less ? scanVerbatimTag(cursor) : scanShortTag(cursor);
  if (!isBlankOrEnd(cursor.code())) refuse("A blank or line break must follow a tag", cursor.offset);
  return { is: "tag", ...tag, offset };
}

function scanVerbatimTag(cursor: Cursor): { handle: string; suffix: string } {
  cursor.advance(2);
  const suffix = scanUri(cursor);
  if (suffix === "") refuse("A tag is due after !<", cursor.offset);
  if (cursor.code() !== greater) refuse("A tag that starts with !< must end with >", cursor.offset);
  cursor.advance();
  return { handle: "", suffix };
}

function scanShortTag(cursor: Cursor): { handle: string; suffix: string } {
  const handle = takeHandle(cursor);
  const suffix = scanUri(cursor);
  if (handle.length > 1 && handle.endsWith("!")) {
    if (suffix === "") refuse(`A tag's name is due after ${handle}`, cursor.offset);
    return { handle, suffix };
  }
  const name = handle.slice(1) + suffix;
  return name === "" ? { handle: "", suffix: "!" } : { handle: "!", suffix: name };
}

/** An exclamation mark, word characters, and a second exclamation mark if there is one. */
export function takeHandle(cursor: Cursor): string {
  cursor.advance();
  const word = takeWord(cursor);
  if (cursor.code() !== exclamation) return `!${word}`;
  cursor.advance();
  return `!${word}!`;
}

export function takeWord(cursor: Cursor): string {
  const start = cursor.offset;
  while (isWordCharacter(cursor.code())) cursor.advance();
  return cursor.text.slice(start, cursor.offset);
}
