import { lineFeed } from "./characters.ts";

export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Tells the lines and columns of offsets in a text, both from 1. A column counts characters, not bytes; a carriage
 * return ends no line of its own. Offsets that ascend are told in one pass over the text, however many they are.
 */
export function placesIn(text: string): (offset: number) => Place {
  let line = 1;
  let column = 1;
  let at = 0;
  return (offset) => {
    if (offset < at) [line, column, at] = [1, 1, 0];
    for (; at < offset; at++) {
      const code = text.charCodeAt(at);
      if (code === lineFeed) {
        line++;
        column = 1;
      } else if (!isLowSurrogate(code)) {
        column++;
      }
    }
    return { line, column };
  };
}

/** Line and column of one offset. */
export function lineAndColumn(text: string, offset: number): Place {
  return placesIn(text)(offset);
}

/** The second half of a character that is two units long; the first was counted. */
function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
