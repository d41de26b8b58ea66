import { dash, dot, isBlankOrEnd } from "./characters.ts";
import type { Cursor } from "./cursor.ts";

/** Whether `---` or `...` stands here as a line of its own or with a blank behind it. */
export function isDocumentMark(cursor: Cursor): boolean {
  if (cursor.column !== 0) return false;
  const code = cursor.code();
  if (code !== dash && code !== dot) return false;
  return cursor.code(1) === code && cursor.code(2) === code && isBlankOrEnd(cursor.code(3));
}
