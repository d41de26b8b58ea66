import { fileKey, type SpecFilePlace } from "../spec-file.ts";

/** How long a file that cannot be read as a spec counts as one that is still being written. */
const patience = 400;
const firstDelay = 10;

interface Retry {
  readonly place: SpecFilePlace;
  readonly deadline: number;
  readonly delay: number;
  readonly due: number;
}

/** Files that could not be read and may only have been half written. Times are in milliseconds of one clock. */
export class Retries {
  readonly #pending = new Map<string, Retry>();

  /** Whether to wait with a bad reading and look again; no more once the patience for this file is used up. */
  holdBack(place: SpecFilePlace, now: number): boolean {
    const key = fileKey(place);
    const { deadline, delay } = this.#pending.get(key) ?? { deadline: now + patience, delay: firstDelay };
    if (now >= deadline) {
      this.#pending.delete(key);
      return false;
    }
    this.#pending.set(key, { place, deadline, delay: 2 * delay, due: Math.min(now + delay, deadline) });
    return true;
  }

  /** The file was read, or is gone. */
  forget(place: SpecFilePlace): void {
    this.#pending.delete(fileKey(place));
  }

  /** The files to look at again. */
  due(now: number): SpecFilePlace[] {
    return [...this.#pending.values()].filter((retry) => retry.due <= now).map(({ place }) => place);
  }

  /** When the next file is due; undefined where none is waiting. */
  get nextDue(): number | undefined {
    let next: number | undefined;
    for (const { due } of this.#pending.values()) next = Math.min(due, next ?? due);
    return next;
  }
}
