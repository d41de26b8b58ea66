import { PlainLine } from "./plain-line.ts";

/** A cursor on the lines that carry content: blank ones and comments are passed over. */
export class PlainLines {
  /** Column of the current content; -1 past the end. */
  indent = -1;
  /** Width of a dash and the spaces behind it; 0 where there is none, or it was entered. */
  dash = 0;
  /** The line that the cursor is on; undefined past the end. */
  line: PlainLine | undefined;
  #next = 0;
  readonly #text: string;
  /** The specs of many devices are the same few lines over and over: each is taken apart once. */
  readonly #known = new Map<string, PlainLine>();

  constructor(text: string) {
    this.#text = text;
    this.advance();
  }

  advance(): void {
    const text = this.#text;
    while (this.#next < text.length) {
      const found = text.indexOf("\n", this.#next);
      const stop = found < 0 ? text.length : found;
      const line = this.#lineOf(text.slice(this.#next, stop));
      this.#next = stop + 1;
      if (line.isEmpty) continue;
      this.line = line;
      this.indent = line.indent;
      this.dash = line.dash;
      return;
    }
    this.line = undefined;
    this.indent = -1;
    this.dash = 0;
  }

  /** Goes on in the same line, behind the dash of an entry. */
  enter(): void {
    this.indent += this.dash;
    this.dash = 0;
  }

  #lineOf(text: string): PlainLine {
    const known = this.#known.get(text);
    if (known) return known;
    const line = new PlainLine(text);
    this.#known.set(text, line);
    return line;
  }
}
