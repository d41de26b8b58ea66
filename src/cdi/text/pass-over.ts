import type { Shape } from "../shape.ts";

/**
 * Entries of a list that are known by their text to be in order, and need not be read: their shape, an expression that
 * is sticky and ends behind the line break of an entry's last line, and what to put in the place of one, if anything.
 */
export interface PassOver {
  readonly shape: Shape;
  readonly text: RegExp;
  readonly standIn: (match: RegExpExecArray) => unknown;
}
