/** So many callers are told apart; beyond that the rate starts anew for all. */
const mostCallers = 10_000;

/** Bounds the requests of each caller in a second: each has a bucket that fills at that rate, and holds a second's worth. */
export class RequestRate {
  readonly #perSecond: number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  /** Infinity for no bound. */
  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** Whether a caller may ask now; the time is in milliseconds. */
  take(caller: string, now: number): boolean {
    if (this.#perSecond === Number.POSITIVE_INFINITY) return true;
    if (this.#buckets.size >= mostCallers) this.#buckets.clear();
    const bucket = this.#buckets.get(caller) ?? { left: this.#perSecond, at: now };
    this.#buckets.set(caller, bucket);
    bucket.left = Math.min(this.#perSecond, bucket.left + ((now - bucket.at) / 1000) * this.#perSecond);
    bucket.at = now;
    if (bucket.left < 1) return false;
    bucket.left--;
    return true;
  }
}
