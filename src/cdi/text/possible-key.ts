import type { Cursor } from "./cursor.ts";
import { refuse } from "./refusal.ts";

/** How many characters after a key's start the reference looks for its colon, which must be on the same line too. */
const reach = 1024;

/** A place where a key starts if a colon follows soon enough. */
export class PossibleKey {
  readonly offset: number;
  readonly column: number;
  readonly #line: number;
  readonly #isDue: boolean;
  #isOpen = true;

  /** Starts at the cursor. `isDue` where nothing but a key may stand, so that the lack of a colon is an error. */
  constructor(cursor: Cursor, isDue: boolean) {
    this.offset = cursor.offset;
    this.column = cursor.column;
    this.#line = cursor.line;
    this.#isDue = isDue;
  }

  /** Whether a colon at the cursor would still make it a key. */
  isOpenAt(cursor: Cursor): boolean {
    if (this.#isOpen && (this.#line < cursor.line || isOutOfReach(cursor, this.offset))) this.giveUp();
    return this.#isOpen;
  }

  /** No colon came. */
  giveUp(): void {
    if (this.#isOpen && this.#isDue) {
      refuse(`A colon is due after this key, in the same line and within ${reach} characters`, this.offset);
    }
    this.#isOpen = false;
  }

  /** Its colon came. */
  settle(): void {
    this.#isOpen = false;
  }
}

function isOutOfReach(cursor: Cursor, start: number): boolean {
  const units = cursor.offset - start;
  if (units <= reach) return false;
  return units > 2 * reach || [...cursor.text.slice(start, cursor.offset)].length > reach;
}
