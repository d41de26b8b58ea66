import { setImmediate as nextTurn } from "node:timers/promises";

/** Takes turns with other work where there is much to do: `if (turns.isOver) await turns.next()`. */
export class Turns {
  readonly #longest: number;
  #end: number;

  /** So long is worked on end, in milliseconds. */
  constructor(longest = 5) {
    this.#longest = longest;
    this.#end = performance.now() + longest;
  }

  get isOver(): boolean {
    return performance.now() >= this.#end;
  }

  async next(): Promise<void> {
    await nextTurn();
    this.#end = performance.now() + this.#longest;
  }
}
