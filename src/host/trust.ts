import { statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Tells what everyone can write, or put something else in the place of, from what is the owner's, below a root and at it.
 * Each file or directory that everyone can write is reported once.
 */
export class Trust {
  readonly #root: string;
  readonly #report: (path: string) => void;
  readonly #knownMode: (path: string) => number | undefined;
  readonly #directories = new Map<string, boolean>();
  readonly #reported = new Set<string>();

  /** `knownMode` saves a look at what somebody has looked at already. */
  constructor(root: string, report: (path: string) => void, knownMode: (path: string) => number | undefined) {
    this.#root = root;
    this.#report = report;
    this.#knownMode = knownMode;
  }

  /**
   * Whether a path of this process can be trusted; one at which nothing is can. What is above the root is not asked. Who
   * has looked at the path already can give its mode.
   */
  has(path: string, mode = this.#knownMode(path) ?? modeOf(path)): boolean {
    const isBelowRoot =
      path !== this.#root && path.startsWith(this.#root.endsWith("/") ? this.#root : `${this.#root}/`);
    return this.#isOwn(path, mode) && (!isBelowRoot || this.#hasDirectory(dirname(path)));
  }

  #hasDirectory(path: string): boolean {
    const known = this.#directories.get(path);
    if (known !== undefined) return known;
    const isTrusted = this.has(path);
    this.#directories.set(path, isTrusted);
    return isTrusted;
  }

  #isOwn(path: string, mode: number): boolean {
    if ((mode & openToAll) === 0 || (mode & sharedDirectory) === sharedDirectory) return true;
    if (!this.#reported.has(path)) this.#report(this.#root === "/" ? path : path.slice(this.#root.length) || "/");
    this.#reported.add(path);
    return false;
  }
}

const openToAll = 0o002;

/** A directory in which nobody can touch what is another's, as `/tmp`. */
const sharedDirectory = 0o041000;

function modeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  } catch {
    return 0;
  }
}
