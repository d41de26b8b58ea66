import type { Shape } from "../shape.ts";
import { hash } from "./characters.ts";
import type { PassOver } from "./pass-over.ts";
import { plainKey } from "./plain-key.ts";

/**
 * The parts of a line: indentation, the dash of an entry with the spaces behind it, a key, and what is left. Every line
 * matches; what is not of the plain kind lands in the last part. One expression over the whole text is what a cold
 * process does fastest.
 */
const parts = /( *)(- +)?(?:("[\w./-]+"|'[\w./-]+'|[A-Za-z_][\w./-]*):(?: +|(?=\n|$)))?(.*)\n?/y;

/** A cursor on the lines that carry content: blank ones and comments are passed over. */
export class PlainLines {
  /** Column of the current content; -1 past the end. */
  indent = -1;
  /** Width of a dash and the spaces behind it; 0 where the line starts no entry. */
  dash = 0;
  key: string | undefined;
  /** What stands behind dash and key. */
  rest = "";
  readonly #text: string;
  readonly #passOver: PassOver | undefined;
  /** Where the current line starts, and where the next one does. */
  #start = 0;
  #next = 0;

  constructor(text: string, passOver?: PassOver) {
    this.#text = text;
    this.#passOver = passOver;
    this.advance();
  }

  advance(): void {
    const text = this.#text;
    while (this.#next < text.length) {
      this.#start = this.#next;
      parts.lastIndex = this.#start;
      const match = parts.exec(text);
      this.#next = parts.lastIndex;
      const rest = match?.[4];
      if (match === null || rest === undefined) break;
      const dash = match[2];
      const key = match[3];
      if (dash === undefined && key === undefined && (rest === "" || rest.charCodeAt(0) === hash)) continue;
      this.indent = match[1] === undefined ? 0 : match[1].length;
      this.dash = dash === undefined ? 0 : dash.length;
      this.key = key === undefined ? undefined : plainKey(key);
      this.rest = rest;
      if (rest === "-") this.#takeLoneDash();
      return;
    }
    this.indent = -1;
  }

  /** What stands in for the entry that starts in this line, if it is one to pass over; then the cursor is behind it. */
  passOver(shape: Shape): unknown {
    const passOver = this.#passOver;
    if (passOver === undefined || passOver.shape !== shape) return undefined;
    passOver.text.lastIndex = this.#start;
    const match = passOver.text.exec(this.#text);
    const standIn = match === null ? undefined : passOver.standIn(match);
    if (standIn === undefined) return undefined;
    this.#next = passOver.text.lastIndex;
    this.advance();
    return standIn;
  }

  /** Goes on in the same line, behind the dash of an entry. */
  enter(): void {
    this.indent += this.dash;
    this.dash = 0;
  }

  /** A dash with nothing behind it, not even a space. */
  #takeLoneDash(): void {
    if (this.dash > 0 || this.key !== undefined) return;
    this.dash = 1;
    this.rest = "";
  }
}
