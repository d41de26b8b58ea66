import type { GeneratorHost, Signal } from "../generators/generator.ts";
import { lookAt } from "../host/look-at.ts";
import { fingerprintOf, hasToBeRead, identityText } from "./fingerprint.ts";

/** Looks cost next to nothing and come with every beat, readings with every so many. */
export const beatsPerReading = 10;

/** So many beats a machine that does not come to rest can put a renewal off. */
const patience = 10;

/** Tells from the signals of a generator when its spec is to be made anew, beat by beat. */
export class SignalWatch {
  readonly #looked: readonly Signal[];
  readonly #read: readonly Signal[];
  #beat = -1;
  #look = "";
  #file: string | undefined;
  #reading = "";
  /** The first and the last beat that showed a change which has not been acted on. */
  #change: { readonly first: number; readonly last: number } | undefined;
  /** A beat at which the spec is made anew in any case. */
  #again: number | undefined;

  constructor(signals: readonly Signal[]) {
    this.#looked = signals.filter((signal) => !hasToBeRead(signal));
    this.#read = signals.filter(hasToBeRead);
  }

  /**
   * Whether the spec is to be made anew now: at the first beat, and once what has changed has come to rest. `file` is the
   * path of the spec as it was written, which others may remove or replace.
   */
  beat(host: GeneratorHost, file: string | undefined): boolean {
    this.#beat++;
    const isFirst = this.#beat === 0;
    if (this.#hasChanged(host, fileText(file)))
      this.#change = { first: this.#change?.first ?? this.#beat, last: this.#beat };
    const change = this.#change;
    const isRipe = change !== undefined && (change.last < this.#beat || this.#beat - change.first >= patience);
    return isFirst || isRipe || (this.#again !== undefined && this.#beat >= this.#again);
  }

  /**
   * The spec has been made anew. Once more a reading later, where a change led to it or it could not be written: udev
   * gives a node its group and its links some time after the kernel has made it.
   */
  settle(isDone: boolean, file: string | undefined): void {
    this.#file = fileText(file);
    const isAfterChange = this.#change !== undefined;
    this.#change = undefined;
    this.#again = isAfterChange || !isDone ? this.#beat + beatsPerReading : undefined;
  }

  #hasChanged(host: GeneratorHost, nowFile: string | undefined): boolean {
    const [look, reading, file] = [this.#look, this.#reading, this.#file];
    this.#file = nowFile;
    this.#look = fingerprintOf(host, this.#looked);
    const isReading = this.#beat % beatsPerReading === 0 || this.#look !== look;
    if (isReading) this.#reading = fingerprintOf(host, this.#read);
    return this.#look !== look || this.#reading !== reading || this.#file !== file;
  }
}

function fileText(path: string | undefined): string | undefined {
  return path === undefined ? undefined : identityText(lookAt(path));
}
