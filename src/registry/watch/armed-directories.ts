import type { DirectoryWatch, HintListener, WatchFailure } from "./watch-directory.ts";

export type WatchFunction = (path: string, onHint: HintListener) => Promise<DirectoryWatch>;

/** The directories that are watched at the moment. */
export class ArmedDirectories {
  readonly #watches = new Map<string, DirectoryWatch>();
  readonly #watch: WatchFunction;
  readonly #onHint: (dir: string, name: string | undefined) => void;
  #closed = false;

  constructor(watch: WatchFunction, onHint: (dir: string, name: string | undefined) => void) {
    this.#watch = watch;
    this.#onHint = onHint;
  }

  /**
   * Watches the wanted directories and no others, in that order as long as inotify has watches. Those at or below a
   * renewed path are watched anew, for another directory may be there than was; so are those that could not be watched.
   */
  async arm(wanted: ReadonlySet<string>, renewed: ReadonlySet<string>): Promise<void> {
    for (const [dir, { failure }] of [...this.#watches]) {
      if (!wanted.has(dir) || failure || isBelow(dir, renewed)) this.#disarm(dir);
    }
    for (const dir of wanted) {
      if (this.#watches.has(dir)) continue;
      const watch = await this.#watch(dir, (name) => this.#onHint(dir, name));
      if (this.#closed) return watch.close();
      this.#watches.set(dir, watch);
    }
  }

  /** Why a directory is not watched; undefined where it is. */
  failureOf(dir: string): WatchFailure | undefined {
    const watch = this.#watches.get(dir);
    return watch ? watch.failure : "unwatchable";
  }

  /** The directories that should be watched and are not. */
  get failed(): string[] {
    return [...this.#watches].filter(([, { failure }]) => failure).map(([dir]) => dir);
  }

  /** Those among them that inotify had no watch for. */
  get exhausted(): string[] {
    return this.failed.filter((dir) => this.failureOf(dir) === "exhausted");
  }

  close(): void {
    this.#closed = true;
    for (const dir of [...this.#watches.keys()]) this.#disarm(dir);
  }

  #disarm(dir: string): void {
    this.#watches.get(dir)?.close();
    this.#watches.delete(dir);
  }
}

function isBelow(dir: string, tops: ReadonlySet<string>): boolean {
  for (const top of tops) if (dir === top || dir.startsWith(top === "/" ? top : `${top}/`)) return true;
  return false;
}
