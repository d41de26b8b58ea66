import { inTurns, type Progress } from "../in-turns.ts";
import type { SpecFileReading } from "../look-at-spec-file.ts";
import type { Findings } from "../publisher.ts";
import type { SpecFile, SpecFilePlace } from "../spec-file.ts";
import type { WatchFunction } from "./armed-directories.ts";
import { KnownDirectory } from "./known-directory.ts";
import { Lookout } from "./lookout.ts";
import { Work } from "./work.ts";

/** Whether a reading of a file, undefined for one that is gone, is of interest. */
export type ReadingFilter = (place: SpecFilePlace, reading: SpecFileReading | undefined) => boolean;

/** Goes and looks at the spec directories, where the work says and nowhere else. */
export class Explorer {
  readonly #directories: readonly KnownDirectory[];
  readonly #lookout: Lookout;
  #isClosed = false;

  constructor(dirs: readonly string[], watch: WatchFunction, onHint: (dir: string, name: string | undefined) => void) {
    this.#directories = dirs.map((dir, priority) => new KnownDirectory(dir, priority));
    this.#lookout = new Lookout(this.#directories, watch, onHint);
  }

  /** Work that leaves nothing out. */
  everything(): Work {
    const work = new Work();
    work.retrace = true;
    work.thorough = true;
    this.sweep(work);
    return work;
  }

  addAllListings(work: Work): void {
    for (const { priority } of this.#directories) work.listings.add(priority);
  }

  /** Adds to the work what a hint makes necessary. */
  note(dir: string, name: string | undefined, work: Work): void {
    this.#lookout.note(dir, name, work);
  }

  /** Adds to the work what no hint tells of. */
  poll(work: Work): void {
    this.#lookout.poll(work);
  }

  /** Adds to the work a comparison of every file, and another try at the watches that failed. */
  sweep(work: Work): void {
    this.#lookout.retryFailed(work);
    this.addAllListings(work);
  }

  /**
   * Does the work: sets watches, lists, reads. Gives back the files, undefined for those that are gone, that the filter
   * lets pass; the others are dropped as soon as they are read, so that reading everything again needs little memory.
   */
  async explore(work: Work, filter: ReadingFilter, onProgress?: Progress): Promise<Map<string, SpecFile | undefined>> {
    if (work.retrace) await this.#lookout.rearm(this.#links(), work);
    for (const priority of work.listings) await this.#directories[priority]?.list(work);
    const files = new Map<string, SpecFile | undefined>();
    for await (const [key, place] of inTurns([...work.files], { onProgress })) {
      if (this.#isClosed) break;
      const reading = await this.#directories[place.priority]?.read(place);
      if (filter(place, reading)) files.set(key, reading?.file);
    }
    return files;
  }

  /** Whether links have come to light that lead where nothing is watched yet. */
  get hasNewLinks(): boolean {
    return !this.#lookout.covers(this.#links());
  }

  /** What is known of the directories, to go with the files that were read. */
  get surroundings(): Omit<Findings, "files"> {
    return { directories: this.#directories.map(({ state }) => state), notices: this.#lookout.notices };
  }

  close(): void {
    this.#isClosed = true;
    this.#lookout.close();
  }

  #links(): SpecFilePlace[] {
    return this.#directories.flatMap(({ links }) => [...links.values()]);
  }
}
