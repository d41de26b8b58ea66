/** Line and column of an offset, both from 1. A column counts characters, not bytes; a carriage return ends no line of its own. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < offset; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { line, column: [...text.slice(start, offset)].length + 1 };
}
