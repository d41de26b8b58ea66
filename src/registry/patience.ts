/** Milliseconds. */
const [firstDelay, patience] = [5, 200];

/** The timer that is there without an import, which start-up would pay for. */
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * The time that one load spends on waiting for files that may be half written, however many these are. The waits get
 * longer, for most writers are done at once.
 */
export class Patience {
  readonly #sleep: (milliseconds: number) => Promise<unknown>;
  #delay = firstDelay;
  #left = patience;

  constructor(pause: (milliseconds: number) => Promise<unknown> = sleep) {
    this.#sleep = pause;
  }

  /** Waits a little; false, and no wait, once the patience is used up. */
  async wait(): Promise<boolean> {
    if (this.#left === 0) return false;
    const delay = Math.min(this.#delay, this.#left);
    this.#left -= delay;
    this.#delay *= 2;
    await this.#sleep(delay);
    return true;
  }
}
