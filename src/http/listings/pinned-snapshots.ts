import type { InventoryView } from "../../inventory/inventory.ts";
import type { Snapshot } from "../../registry/snapshot.ts";

/** So many listings can be under way at once, and so long may pass between two pages, in milliseconds. */
const [kept, keptFor] = [64, 300_000];

/** A snapshot, and what was known of its devices while it was the current one. */
export interface Moment {
  readonly snapshot: Snapshot;
  readonly view: InventoryView;
}

/**
 * What pages were given out of, so that the next page comes from the same. Snapshots share nearly everything with their
 * successors, so they cost little.
 */
export class PinnedSnapshots {
  readonly #pinned = new Map<string, { readonly moment: Moment; readonly at: number }>();
  readonly #now: () => number;

  /** The clock is one that nobody sets. */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  pin(moment: Moment): void {
    const { revision } = moment.snapshot;
    const known = this.#pinned.get(revision)?.moment;
    this.#pinned.delete(revision);
    this.#pinned.set(revision, { moment: known ?? moment, at: this.#now() });
    this.expire();
  }

  /** Lets go of what nobody has gone on with for long: it holds on to all that has changed since. */
  expire(): void {
    for (const [oldest, { at }] of this.#pinned) {
      if (this.#pinned.size <= kept && this.#now() - at <= keptFor) break;
      this.#pinned.delete(oldest);
    }
  }

  find(revision: string): Moment | undefined {
    return this.#pinned.get(revision)?.moment;
  }
}
