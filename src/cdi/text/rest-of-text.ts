import { dot, endOfText, isBlank, isBreak, percent } from "./characters.ts";
import { Cursor } from "./cursor.ts";
import { isDocumentMark } from "./document-mark.ts";
import type { TextIssue } from "./text-issue.ts";

/** What follows the first document, which ends at `end`: the reference takes no notice of it. */
export function findIgnored(text: string, end: number): TextIssue | undefined {
  const cursor = new Cursor(text, end, lineStart(text, end));
  skipSpacing(cursor);
  while (cursor.code() === dot && isDocumentMark(cursor)) {
    cursor.advance(3);
    skipSpacing(cursor);
  }
  const { offset } = cursor;
  if (cursor.code() === endOfText) return undefined;
  if (isDocumentMark(cursor) || (cursor.column === 0 && cursor.code() === percent)) {
    return { code: "second-document", message: "A second document is ignored", offset };
  }
  return { code: "trailing-text", message: "Text after the document is ignored", offset };
}

function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
  return start;
}

function skipSpacing(cursor: Cursor): void {
  do {
    while (isBlank(cursor.code())) cursor.advance();
    cursor.skipComment();
  } while (cursor.takeBreak() !== "");
}
