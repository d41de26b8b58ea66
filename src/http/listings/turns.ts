import { setImmediate as nextTurn } from "node:timers/promises";

/** So long is worked on end, in milliseconds. */
const longest = 5;

/** Takes turns with other requests where there is much to do: `if (turns.isOver) await turns.next()`. */
export class Turns {
  #end = performance.now() + longest;

  get isOver(): boolean {
    return performance.now() >= this.#end;
  }

  async next(): Promise<void> {
    await nextTurn();
    this.#end = performance.now() + longest;
  }
}
