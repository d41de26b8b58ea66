import { hash } from "./characters.ts";
import { plainKey } from "./plain-key.ts";
import { plainValue } from "./plain-value.ts";

/**
 * The parts of a line: indentation, the dash of an entry with the spaces behind it, a key, and what is left. Every line
 * matches; what is not of the plain kind lands in the last part.
 */
const parts = /^( *)(- +)?(?:("[\w./-]+"|'[\w./-]+'|[A-Za-z_][\w./-]*):(?: +|$))?(.*)$/;

/** One line of plain YAML, taken apart. */
export class PlainLine {
  /** Column of the first character that is no space. */
  readonly indent: number;
  /** Width of a dash and the spaces behind it; 0 where the line starts no entry. */
  readonly dash: number;
  readonly key: string | undefined;
  /** Blank, or a comment. */
  readonly isEmpty: boolean;
  /** Something stands behind dash and key. */
  readonly hasValue: boolean;
  readonly #rest: string;
  #value: unknown;

  constructor(line: string) {
    const [, spaces = "", dash = "", key, rest = ""] = parts.exec(line) ?? [];
    const isLoneDash = rest === "-" && dash === "" && key === undefined;
    this.indent = spaces.length;
    this.dash = isLoneDash ? 1 : dash.length;
    this.key = key === undefined ? undefined : plainKey(key);
    this.hasValue = rest !== "" && !isLoneDash && rest.charCodeAt(0) !== hash;
    this.isEmpty = !this.hasValue && this.dash === 0 && key === undefined;
    this.#rest = rest;
  }

  /** The whole line is this and nothing else. */
  is(text: string): boolean {
    return this.indent === 0 && this.dash === 0 && this.key === undefined && this.#rest === text;
  }

  /** The scalar, `{}` or `[]` behind dash and key. Lines come again and again, so it is kept, but for collections. */
  value(): unknown {
    this.#value ??= plainValue(this.#rest);
    const value = this.#value;
    if (typeof value === "object") this.#value = undefined;
    return value;
  }
}
