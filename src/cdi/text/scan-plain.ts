import {
  closeBrace,
  closeBracket,
  colon,
  comma,
  hash,
  isBlank,
  isBlankOrEnd,
  isBreak,
  openBrace,
  openBracket,
  question,
  tab,
} from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { isDocumentMark } from "./document-mark.ts";
import { FoldedBreaks } from "./folding.ts";
import { refuse } from "./refusal.ts";
import type { ScalarToken } from "./token.ts";

export interface PlainScalar {
  readonly token: ScalarToken;
  /** The cursor came to a later line. */
  readonly endedLine: boolean;
}

/** Scans a scalar without quotes; in block context its lines must be at `indent` at least. */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
  const offset = cursor.offset;
  const breaks = new FoldedBreaks();
  let text = "";
  for (;;) {
    if (cursor.code() === hash || isDocumentMark(cursor)) break;
    const start = cursor.offset;
    const end = passLine(cursor, inFlow);
    if (end === start) break;
    text += breaks.take() + cursor.text.slice(start, end);
    if (!isBreak(cursor.code())) break;
    passBreaks(cursor, breaks, indent);
    if (!inFlow && cursor.column < indent) break;
  }
  return { token: { is: "scalar", text, plain: true, offset }, endedLine: breaks.any };
}

/** Passes what a line has of the scalar, and the blanks behind it; returns where the scalar's part ends. */
function passLine(cursor: Cursor, inFlow: boolean): number {
  let end = cursor.offset;
  for (;;) {
    const start = cursor.offset;
    while (!isBlankOrEnd(cursor.code()) && !endsScalar(cursor, inFlow)) cursor.advance();
    if (cursor.offset === start) return end;
    end = cursor.offset;
    cursor.skipBlanks();
    if (cursor.offset === end || cursor.code() === hash) return end;
  }
}

function endsScalar(cursor: Cursor, inFlow: boolean): boolean {
  const code = cursor.code();
  if (code === colon) return isBlankOrEnd(cursor.code(1));
  return inFlow && isFlowIndicator(code);
}

function isFlowIndicator(code: number): boolean {
  return (
    code === comma ||
    code === question ||
    code === openBracket ||
    code === closeBracket ||
    code === openBrace ||
    code === closeBrace
  );
}

function passBreaks(cursor: Cursor, breaks: FoldedBreaks, indent: number): void {
  for (;;) {
    const code = cursor.code();
    if (isBreak(code)) breaks.add(cursor.takeBreak());
    else if (!isBlank(code)) return;
    else if (code === tab && cursor.column < indent) refuse("A tab stands where spaces must indent", cursor.offset);
    else cursor.advance();
  }
}
