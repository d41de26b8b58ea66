import type { ChangeType } from "../../registry/device-changes.ts";
import type { RegistryUpdate } from "../../registry/publisher.ts";

/** What watchers are told of: a change of a device, or a revision that touches none. */
export interface ChangeEvent {
  readonly revision: string;
  readonly type: ChangeType | "bookmark";
  readonly name?: string;
}

/** The last events of this run, so that a watcher can go on behind the last one it has seen. */
export class ChangeHistory {
  readonly #limit: number;
  readonly #epoch: string;
  #events: ChangeEvent[] = [];
  /** The number of the revision before the first event that is kept. */
  #before: number;
  #last: number;

  /** Begins behind a revision; keeps at least `limit` events, and at most twice as many. */
  constructor(revision: string, limit: number) {
    const { epoch, n } = parts(revision);
    this.#epoch = epoch;
    this.#before = n;
    this.#last = n;
    this.#limit = limit;
  }

  /** Takes an update in; the events that it amounts to. */
  add({ changes, snapshot }: RegistryUpdate): readonly ChangeEvent[] {
    const events: readonly ChangeEvent[] =
      changes.length > 0 ? changes : [{ revision: snapshot.revision, type: "bookmark" }];
    for (const event of events) this.#events.push(event);
    this.#last = parts(snapshot.revision).n;
    if (this.#events.length > 2 * this.#limit) {
      const dropped = this.#events.length - this.#limit;
      this.#events = this.#events.slice(dropped);
      this.#before += dropped;
    }
    return events;
  }

  /** The events behind a revision, in order; undefined where not all of them are kept, or it is none of this run. */
  since(revision: string): readonly ChangeEvent[] | undefined {
    const { epoch, n } = parts(revision);
    if (epoch !== this.#epoch || n < this.#before || n > this.#last) return undefined;
    return this.#events.slice(n - this.#before);
  }
}

function parts(revision: string): { readonly epoch: string; readonly n: number } {
  const dot = revision.lastIndexOf(".");
  return { epoch: revision.slice(0, dot), n: Number(revision.slice(dot + 1)) };
}
