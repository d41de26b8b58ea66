/** Bounds of the pauses, in milliseconds. */
const [shortest, longest] = [250, 10_000];

/** A connection that has lasted so long was a good one, in milliseconds: after it the pauses are short again. */
const goodAfter = 10_000;

/**
 * How long to wait before the next attempt: twice as long each time, up to a bound, and by chance up to half of it less,
 * so that the clients of a service that comes back do not come all at once.
 */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** `lasted` is for how long the attempt before went well, in milliseconds. */
  next(lasted: number): number {
    if (lasted >= goodAfter) this.#failures = 0;
    const bound = Math.min(longest, shortest * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 16);
    return bound * (1 - this.#random() / 2);
  }
}
