import { fileKey, type SpecFilePlace } from "../spec-file.ts";

/** What has to be looked at, collected from hints until there is time for it. */
export class Work {
  /** Files to read, by their key. */
  readonly files = new Map<string, SpecFilePlace>();
  /** Priorities of the directories to list. */
  readonly listings = new Set<number>();
  /** Paths at and below which every directory has to be watched anew. */
  readonly renewals = new Set<string>();
  /** Whether the ways to the directories, and through links to files, have to be followed anew. */
  retrace = false;
  /** Whether a listing has every file read, even those that seem unchanged. */
  thorough = false;

  addFile(place: SpecFilePlace): void {
    this.files.set(fileKey(place), place);
  }

  addAll(other: Work): void {
    for (const [key, place] of other.files) this.files.set(key, place);
    for (const priority of other.listings) this.listings.add(priority);
    for (const path of other.renewals) this.renewals.add(path);
    this.retrace ||= other.retrace;
    this.thorough ||= other.thorough;
  }

  get isEmpty(): boolean {
    return this.files.size === 0 && this.listings.size === 0 && this.renewals.size === 0 && !this.retrace;
  }
}
