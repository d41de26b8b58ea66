import type { GeneratorHost, Signal } from "../generators/generator.ts";
import { lookAt } from "../host/look-at.ts";
import { fingerprintOf, hasToBeRead, identityText } from "./fingerprint.ts";

/** Looks cost next to nothing and come with every beat, readings with every so many. */
export const beatsPerReading = 10;

/** So many beats a machine that does not come to rest can put a renewal off. */
const patience = 10;

/** So many beats the file is left to others at the most, where they undo each time what was written. */
const longestTruce = 64;

interface Change {
  /** The first and the last beat that showed it. */
  readonly first: number;
  readonly last: number;
  /** Whether the machine has changed, rather than the file alone. */
  readonly isMachine: boolean;
}

/** Tells from the signals of a generator when its spec is to be made anew, beat by beat. */
export class SignalWatch {
  readonly #looked: readonly Signal[];
  readonly #read: readonly Signal[];
  #beat = -1;
  #look = "";
  #file: string | undefined;
  #reading = "";
  /** What has not been acted on. */
  #change: Change | undefined;
  /** How often in a row the spec was made anew only because others had changed its file, and when the last time. */
  #disputes = { count: 0, last: 0 };
  /** A beat at which the spec is made anew in any case. */
  #again: number | undefined;

  constructor(signals: readonly Signal[]) {
    this.#looked = signals.filter((signal) => !hasToBeRead(signal));
    this.#read = signals.filter(hasToBeRead);
  }

  /**
   * Whether the spec is to be made anew now: at the first beat, and once what has changed has come to rest. `file` is the
   * path of the spec as it was written, which others may remove or replace: two that write it with other options would
   * undo each other's work for ever, so each waits longer every time.
   */
  beat(host: GeneratorHost, file: string | undefined): boolean {
    this.#beat++;
    const isFirst = this.#beat === 0;
    const isMachine = this.#hasChanged(host);
    if (this.#hasFileChanged(file) || isMachine) this.#note(isMachine);
    return isFirst || this.#isRipe() || (this.#again !== undefined && this.#beat >= this.#again);
  }

  /**
   * The spec has been made anew. Once more a reading later, where a change led to it or it could not be written: udev
   * gives a node its group and its links some time after the kernel has made it.
   */
  settle(isDone: boolean, file: string | undefined): void {
    this.#file = fileText(file);
    const change = this.#change;
    if (change?.isMachine === false) this.#disputes = { count: this.#disputes.count + 1, last: this.#beat };
    this.#change = undefined;
    this.#again = change?.isMachine || !isDone ? this.#beat + beatsPerReading : undefined;
  }

  #note(isMachine: boolean): void {
    const { first = this.#beat, isMachine: wasMachine = false } = this.#change ?? {};
    this.#change = { first, last: this.#beat, isMachine: isMachine || wasMachine };
    if (this.#beat - this.#disputes.last > 2 * longestTruce) this.#disputes = { count: 0, last: this.#beat };
  }

  #isRipe(): boolean {
    if (!this.#change) return false;
    const { first, last, isMachine } = this.#change;
    const rest = isMachine ? 1 : Math.min(2 ** this.#disputes.count, longestTruce);
    return this.#beat - last >= rest || this.#beat - first >= Math.max(patience, rest);
  }

  #hasFileChanged(file: string | undefined): boolean {
    const before = this.#file;
    this.#file = fileText(file);
    return this.#file !== before;
  }

  #hasChanged(host: GeneratorHost): boolean {
    const [look, reading] = [this.#look, this.#reading];
    this.#look = fingerprintOf(host, this.#looked);
    const isReading = this.#beat % beatsPerReading === 0 || this.#look !== look;
    if (isReading) this.#reading = fingerprintOf(host, this.#read);
    return this.#look !== look || this.#reading !== reading;
  }
}

function fileText(path: string | undefined): string | undefined {
  return path === undefined ? undefined : identityText(lookAt(path));
}
