import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../name-in-message.ts";
import { fileKey, type SpecFilePlace } from "../spec-file.ts";
import { ArmedDirectories, type WatchFunction } from "./armed-directories.ts";
import { Interests, type TracedDirectory, type TracedLink } from "./interests.ts";
import { tracePath } from "./trace-path.ts";
import type { Work } from "./work.ts";

/** How often the ways are followed again where they change while watches are being set. */
const attempts = 5;

/** So many links get watches for where they lead; of the others only changes to the link itself are seen at once. */
const watchedLinks = 64;

type NamedDirectory = Omit<TracedDirectory, "trace">;

/**
 * Keeps watches on the spec directories and on every directory on the way to them, so that one that is made, removed,
 * replaced, renamed or linked to another place is noticed. The same for files that are links, as far as directories show
 * it: a write to the file that a link leads to is seen, one through another hard link of it is not.
 */
export class Lookout {
  readonly #directories: readonly NamedDirectory[];
  readonly #armed: ArmedDirectories;
  #traced: readonly TracedDirectory[] = [];
  #links: readonly TracedLink[] = [];
  #unwatchedLinks: readonly SpecFilePlace[] = [];
  #interests = new Interests([], []);

  constructor(
    directories: readonly NamedDirectory[],
    watch: WatchFunction,
    onHint: (dir: string, name: string | undefined) => void,
  ) {
    this.#directories = directories;
    this.#armed = new ArmedDirectories(watch, onHint);
  }

  /** Adds to the work what a hint makes necessary. */
  note(dir: string, name: string | undefined, work: Work): void {
    this.#interests.note(dir, name, work);
  }

  /** Follows all ways anew and sets watches along them. Adds to the work what may have changed unseen until then. */
  async rearm(places: readonly SpecFilePlace[], work: Work): Promise<void> {
    const links = places.slice(0, watchedLinks);
    this.#unwatchedLinks = places.slice(watchedLinks);
    for (let attempt = 0; attempt < attempts && this.#retrace(links, work); attempt++) {
      await this.#armed.arm(this.#interests.watched, work.renewals);
      work.renewals.clear();
    }
  }

  /** Adds to the work what only a look can tell: ways that changed without a hint, and what is not watched. */
  poll(work: Work): void {
    for (const { path, priority, trace } of this.#traced) {
      if (tracePath(path).fingerprint !== trace.fingerprint) work.retrace = true;
      if (trace.end !== undefined && this.#armed.failureOf(trace.end)) work.listings.add(priority);
    }
    for (const { place, trace } of this.#links) {
      const isWatched = ![...trace.steps.keys()].some((dir) => this.#armed.failureOf(dir));
      if (!isWatched) work.listings.add(place.priority);
    }
    for (const { priority } of this.#unwatchedLinks) work.listings.add(priority);
  }

  /** Has the work try again to set the watches that could not be set. */
  retryFailed(work: Work): void {
    for (const dir of this.#armed.failed) work.renewals.add(dir);
    work.retrace ||= work.renewals.size > 0;
  }

  /** Whether the ways through these links are the ones that were last followed. One path may stand for two places. */
  covers(places: readonly SpecFilePlace[]): boolean {
    const followed = new Set([...this.#links.map(({ place }) => place), ...this.#unwatchedLinks].map(fileKey));
    return places.length === followed.size && places.every((place) => followed.has(fileKey(place)));
  }

  /** A problem where inotify had not enough watches. */
  get notices(): readonly Problem[] {
    const unwatched = this.#armed.exhausted;
    const [first] = unwatched;
    if (first === undefined) return [];
    const others = unwatched.length > 1 ? ` and ${unwatched.length - 1} more` : "";
    const message = `inotify is exhausted, so ${pathInMessage(first)}${others} are polled every second instead of watched; raise fs.inotify.max_user_watches or max_user_instances`;
    return [problem("watch-degraded", message)];
  }

  close(): void {
    this.#armed.close();
  }

  /** Whether any way is another than it was, or has to be watched anew. */
  #retrace(places: readonly SpecFilePlace[], work: Work): boolean {
    const before = this.#fingerprints();
    this.#traced = this.#directories.map((directory) => ({ ...directory, trace: tracePath(directory.path) }));
    this.#links = places.map((place) => ({ place, trace: tracePath(place.path) }));
    this.#interests = new Interests(this.#traced, this.#links);
    let changed = work.renewals.size > 0;
    for (const { path, priority, trace } of this.#traced) {
      if (before.get(path) === trace.fingerprint) continue;
      changed = true;
      work.listings.add(priority);
      if (trace.end !== undefined) work.renewals.add(trace.end);
    }
    for (const { place, trace } of this.#links) {
      if (before.get(place.path) === trace.fingerprint) continue;
      changed = true;
      work.addFile(place);
    }
    return changed;
  }

  #fingerprints(): Map<string, string> {
    const prints = new Map<string, string>();
    for (const { path, trace } of this.#traced) prints.set(path, trace.fingerprint);
    for (const { place, trace } of this.#links) prints.set(place.path, trace.fingerprint);
    return prints;
  }
}
