import { dot, exclamation, isBlank, isBlankOrEnd, isBreakOrEnd, isDigit } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { refuse } from "./refusal.ts";
import { takeHandle, takeWord } from "./scan-properties.ts";
import type { Token } from "./token.ts";
import { scanUri } from "./uri.ts";

/** Scans a `%YAML` or `%TAG` line with its line break. There are no other directives to the reference. */
export function scanDirective(cursor: Cursor): Token {
  const offset = cursor.offset;
  cursor.advance();
  const name = takeWord(cursor);
  if (!isBlankOrEnd(cursor.code()) || (name !== "YAML" && name !== "TAG")) {
    refuse("A line that starts with % must be a %YAML or %TAG directive", offset);
  }
  cursor.skipBlanks();
  const token: Token =
    name === "YAML"
      ? { is: "version", isSupported: scanVersion(cursor), offset }
      : { is: "tag-handle", ...scanTagHandle(cursor), offset };
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.code())) refuse("Nothing but a comment may follow a directive in its line", cursor.offset);
  cursor.takeBreak();
  return token;
}

function scanVersion(cursor: Cursor): boolean {
  const major = scanVersionNumber(cursor);
  if (cursor.code() !== dot) refuse("%YAML needs a version such as 1.1", cursor.offset);
  cursor.advance();
  const minor = scanVersionNumber(cursor);
  return major === 1 && minor === 1;
}

function scanVersionNumber(cursor: Cursor): number {
  const start = cursor.offset;
  while (isDigit(cursor.code())) cursor.advance();
  const length = cursor.offset - start;
  if (length < 1 || length > 2) refuse("%YAML needs a version such as 1.1", start);
  return Number(cursor.text.slice(start, cursor.offset));
}

function scanTagHandle(cursor: Cursor): { handle: string; prefix: string } {
  const start = cursor.offset;
  if (cursor.code() !== exclamation) refuse("%TAG needs a handle such as !e!", start);
  const handle = takeHandle(cursor);
  if (!handle.endsWith("!") || !isBlank(cursor.code())) {
    refuse("%TAG needs a handle such as !e!, a blank and a prefix", start);
  }
  cursor.skipBlanks();
  const prefix = scanUri(cursor);
  if (prefix === "" || !isBlankOrEnd(cursor.code())) refuse("%TAG needs a prefix for its handle", cursor.offset);
  return { handle, prefix };
}
