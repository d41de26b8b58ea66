import { carriageReturn, endOfText, hash, isBlank, isBreak, isBreakOrEnd, lineFeed } from "./characters.ts";

/** A place in a text that moves forward and knows its column, and how many lines it has passed. */
export class Cursor {
  readonly text: string;
  offset: number;
  line = 0;
  #lineStart: number;

  constructor(text: string, offset = 0, lineStart = offset) {
    this.text = text;
    this.offset = offset;
    this.#lineStart = lineStart;
  }

  /** In UTF-16 units: a column matters only where nothing but ASCII stands before it. */
  get column(): number {
    return this.offset - this.#lineStart;
  }

  /** The character here or `ahead`; past the end 0, which no text may hold. */
  code(ahead = 0): number {
    const index = this.offset + ahead;
    return index < this.text.length ? this.text.charCodeAt(index) : endOfText;
  }

  advance(count = 1): void {
    this.offset += count;
  }

  /** Passes a line break, if one is here, and returns what it is in a scalar: line and paragraph separators stay. */
  takeBreak(): string {
    const code = this.code();
    if (!isBreak(code)) return "";
    this.offset += code === carriageReturn && this.code(1) === lineFeed ? 2 : 1;
    this.line++;
    this.#lineStart = this.offset;
    return code > 0xff ? String.fromCharCode(code) : "\n";
  }

  /** Lets the end of the text end its line too, so that no colon can follow in it. */
  endLine(): void {
    if (this.column === 0) return;
    this.line++;
    this.#lineStart = this.offset;
  }

  skipBlanks(): void {
    while (isBlank(this.code())) this.offset++;
  }

  /** Passes a comment up to its line break. It needs no blank before it. */
  skipComment(): void {
    if (this.code() !== hash) return;
    while (!isBreakOrEnd(this.code())) this.offset++;
  }
}
