import { backslash, doubleQuote, endOfText, isBlank, isBlankOrEnd, isBreak, singleQuote } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { isDocumentMark } from "./document-mark.ts";
import { scanEscape } from "./escapes.ts";
import { FoldedBreaks } from "./folding.ts";
import { refuse } from "./refusal.ts";
import type { ScalarToken } from "./token.ts";

/** Scans a scalar in single or double quotes. Its lines may start at any column. */
export function scanQuoted(cursor: Cursor): ScalarToken {
  const offset = cursor.offset;
  const quote = cursor.code();
  cursor.advance();
  const breaks = new FoldedBreaks();
  let text = "";
  for (;;) {
    if (isDocumentMark(cursor)) refuse("A document marker stands inside of quotes", cursor.offset);
    if (cursor.code() === endOfText) refuse("The quotes that open here are not closed", offset);
    text += scanWords(cursor, quote, breaks);
    if (cursor.code() === quote) break;
    text += scanSpacing(cursor, breaks);
  }
  cursor.advance();
  return { is: "scalar", text, plain: false, offset };
}

/** The text up to the next blank, line break or closing quote. An escaped line break goes into `breaks`. */
function scanWords(cursor: Cursor, quote: number, breaks: FoldedBreaks): string {
  let text = "";
  let start = cursor.offset;
  for (;;) {
    const code = cursor.code();
    if (isBlankOrEnd(code)) break;
    if (code === quote) {
      if (quote === doubleQuote || cursor.code(1) !== singleQuote) break;
      text += cursor.text.slice(start, cursor.offset + 1);
      cursor.advance(2);
      start = cursor.offset;
    } else if (code === backslash && quote === doubleQuote) {
      text += cursor.text.slice(start, cursor.offset);
      if (isBreak(cursor.code(1))) {
        cursor.advance();
        cursor.takeBreak();
        breaks.addEscaped();
        return text;
      }
      text += scanEscape(cursor);
      start = cursor.offset;
    } else {
      cursor.advance();
    }
  }
  return text + cursor.text.slice(start, cursor.offset);
}

/** Passes blanks and line breaks. Blanks count unless a line break is beside them. */
function scanSpacing(cursor: Cursor, breaks: FoldedBreaks): string {
  const start = cursor.offset;
  for (;;) {
    const code = cursor.code();
    if (isBreak(code)) breaks.add(cursor.takeBreak());
    else if (isBlank(code)) cursor.advance();
    else break;
  }
  return breaks.any ? breaks.take() : cursor.text.slice(start, cursor.offset);
}
