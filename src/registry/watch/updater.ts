import { isShortage } from "../../host/system-error.ts";
import { mayBeHalfWritten } from "../half-written.ts";
import type { Progress } from "../in-turns.ts";
import type { SpecFileReading } from "../look-at-spec-file.ts";
import type { Publisher } from "../publisher.ts";
import { fileKey, isSameReading, type SpecFilePlace } from "../spec-file.ts";
import type { WatchFunction } from "./armed-directories.ts";
import { Explorer } from "./explorer.ts";
import { Retries } from "./retries.ts";
import { Work } from "./work.ts";

/** How long after a first hint files are read: editors and generators touch a file more than once. */
const debounce = 4;

/** How often the ways to the directories are followed, and directories without a watch listed. */
const pollInterval = 1000;

/** With every so many polls all files are compared with what is known of them. */
const pollsPerSweep = 30;

/** After so many hints at once the kernel may have dropped some. */
const hintFlood = 8192;

/**
 * Keeps a publisher up to date with the spec directories. Hints say where to look, and only there is looked. What no hint
 * tells of, such as a write from another machine to a shared disk or through another hard link, is found by a sweep that
 * compares every file's size and times, within half a minute.
 */
export class Updater {
  readonly #publisher: Publisher;
  readonly #explorer: Explorer;
  readonly #retries = new Retries();
  #work = new Work();
  /** What could not be done for want of descriptors, and is tried again with the next poll. */
  #postponed: Work | undefined;
  #isShort = false;
  #hints = 0;
  #polls = 0;
  #running: Promise<void> | undefined;
  #alarm: { readonly timer: NodeJS.Timeout; readonly due: number } | undefined;
  #poll: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(dirs: readonly string[], publisher: Publisher, watch: WatchFunction) {
    this.#publisher = publisher;
    this.#explorer = new Explorer(dirs, watch, (dir, name) => this.#hear(dir, name));
  }

  /**
   * Watches, and then reads everything for the first time. Bad files are reported as they are, but for those that were
   * written just now: these are looked at again later, so that nobody waits for them.
   */
  async start(onProgress?: Progress): Promise<void> {
    const isWhole = (place: SpecFilePlace, reading?: SpecFileReading): boolean =>
      !reading || !mayBeHalfWritten(reading, Date.now()) || !this.#retries.holdBack(place, performance.now());
    const files = await this.#explorer.explore(this.#explorer.everything(), isWhole, onProgress);
    this.#publisher.begin({ files, ...this.#explorer.surroundings });
    this.#poll = setInterval(() => this.#lookAround(), pollInterval);
    this.#work.retrace ||= this.#explorer.hasNewLinks;
    this.#schedule();
  }

  /** Reads everything again, and is done once that can be seen. */
  async reload(): Promise<void> {
    while (this.#running) await this.#running;
    this.#work = this.#explorer.everything();
    await this.#run();
  }

  /** Leaves no timer, no watch and no work behind. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#alarm) clearTimeout(this.#alarm.timer);
    clearInterval(this.#poll);
    this.#explorer.close();
    await this.#running;
  }

  #hear(dir: string, name: string | undefined): void {
    this.#explorer.note(dir, name, this.#work);
    if (++this.#hints === hintFlood) this.#explorer.addAllListings(this.#work);
    this.#schedule();
  }

  #lookAround(): void {
    if (++this.#polls % pollsPerSweep === 0) this.#explorer.sweep(this.#work);
    this.#explorer.poll(this.#work);
    if (this.#postponed) this.#work.addAll(this.#postponed);
    this.#postponed = undefined;
    this.#schedule();
  }

  /** Sees to it that work is done soon, and that files are looked at again when they are due. */
  #schedule(): void {
    if (this.#isClosed || this.#running || !this.#poll) return;
    const now = performance.now();
    const due = this.#work.isEmpty ? this.#retries.nextDue : now + debounce;
    if (due === undefined || (this.#alarm && this.#alarm.due <= due)) return;
    if (this.#alarm) clearTimeout(this.#alarm.timer);
    this.#alarm = { due, timer: setTimeout(() => void this.#run(), due - now) };
  }

  #run(): Promise<void> {
    if (this.#alarm) clearTimeout(this.#alarm.timer);
    this.#alarm = undefined;
    this.#running ??= this.#update().finally(() => {
      this.#running = undefined;
      this.#schedule();
    });
    return this.#running;
  }

  async #update(): Promise<void> {
    const work = this.#work;
    this.#work = new Work();
    this.#hints = 0;
    for (const place of this.#retries.due(performance.now())) work.addFile(place);
    try {
      const files = await this.#explorer.explore(work, (place, reading) => this.#isNews(place, reading));
      if (this.#isClosed) return;
      this.#isShort = false;
      this.#publisher.publish({ files, ...this.#explorer.surroundings });
      this.#work.retrace ||= this.#explorer.hasNewLinks;
    } catch (error) {
      const isRepeated = this.#isShort;
      this.#isShort = isShortage(error);
      if (this.#isShort) this.#postpone(work);
      if (!isRepeated) process.emitWarning(error instanceof Error ? error : String(error));
    }
  }

  #postpone(work: Work): void {
    if (this.#postponed) work.addAll(this.#postponed);
    this.#postponed = work;
  }

  /** A file that has just become unreadable may be half written: it is held back, and what it was serves on. */
  #isNews(place: SpecFilePlace, reading: SpecFileReading | undefined): boolean {
    const file = reading?.file;
    const isSame = isSameReading(file, this.#publisher.snapshot.index.files.get(fileKey(place)));
    const isBad = file !== undefined && file.spec === undefined;
    if (isBad && !isSame) return !this.#retries.holdBack(place, performance.now());
    this.#retries.forget(place);
    return !isSame;
  }
}
