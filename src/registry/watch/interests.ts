import { basename, join } from "node:path";
import { isSpecFileName } from "../../cdi/spec-file-names.ts";
import type { SpecFilePlace } from "../spec-file.ts";
import type { PathTrace } from "./trace-path.ts";
import type { Work } from "./work.ts";

/** A spec directory and the way to it. */
export interface TracedDirectory {
  readonly path: string;
  readonly priority: number;
  readonly trace: PathTrace;
}

/** A spec file that is a symbolic link, and the way to what it leads to. */
export interface TracedLink {
  readonly place: SpecFilePlace;
  readonly trace: PathTrace;
}

/** Knows what a hint about an entry of a watched directory makes necessary. */
export class Interests {
  readonly #directories: readonly TracedDirectory[];
  readonly #links: readonly TracedLink[];

  constructor(directories: readonly TracedDirectory[], links: readonly TracedLink[]) {
    this.#directories = directories;
    this.#links = links;
  }

  /** The directories to watch: the spec directories first, as they matter most where watches are scarce. */
  get watched(): ReadonlySet<string> {
    const ends = this.#directories.flatMap(({ trace }) => trace.end ?? []);
    const ways = [...this.#directories, ...this.#links].flatMap(({ trace }) => [...trace.steps.keys()]);
    return new Set([...ends, ...ways]);
  }

  /** Adds to the work what the hint makes necessary; nothing, for most hints about the directories on the way. */
  note(dir: string, name: string | undefined, work: Work): void {
    if (name === undefined || name === basename(dir)) this.#noteItself(dir, work);
    if (name === undefined) return;
    for (const { path, priority, trace } of this.#directories) {
      if (trace.end === dir && isSpecFileName(name)) work.addFile({ path: join(path, name), name, priority });
      if (!trace.steps.get(dir)?.has(name)) continue;
      work.retrace = true;
      work.renewals.add(join(dir, name));
      work.listings.add(priority);
    }
    for (const { place, trace } of this.#links) {
      if (!trace.steps.get(dir)?.has(name)) continue;
      work.retrace = true;
      work.addFile(place);
    }
  }

  /** A directory's own removal or change is reported under its own name. */
  #noteItself(dir: string, work: Work): void {
    work.retrace = true;
    work.renewals.add(dir);
    for (const { priority, trace } of this.#directories) if (trace.end === dir) work.listings.add(priority);
    for (const { place, trace } of this.#links) if (trace.steps.has(dir)) work.addFile(place);
  }
}
