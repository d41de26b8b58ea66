import { constants, lstatSync, readlinkSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Absence, absenceOf } from "./absence.ts";

/** Where a path leads inside a root, without the prefix, and what is there. No more is kept, for there are many of these. */
export interface PlaceInside {
  readonly path: string;
  /** Type and permission bits. */
  readonly mode: number;
}

/** As many links as Linux follows on one path. */
const linkLimit = 40;

const nothing: Absence = { missing: "no such file or directory" };
const noDirectory: Absence = { missing: "not a directory" };
const tooManyLinks: Absence = { missing: "too many symbolic links encountered" };
const tooLong: Absence = { missing: "name too long" };

/** As many directories as Linux takes in one path, those of links on the way included: each is a step down the stack. */
const deepest = 2048;

/**
 * Resolves paths as a process would whose root directory is `root`: absolute links start there, and `..` does not leave it.
 * One that remembers looks at each directory on the way once only, so it is for a short look at many paths.
 */
export class InsideResolver {
  readonly #root: string;
  readonly #directories: Map<string, PlaceInside | Absence> | undefined;
  readonly #modes = new Map<string, number>();
  readonly #links = new Map<string, ReadonlySet<string>>();
  /** Links followed so far on the path at hand. */
  #followed = 0;
  #depth = 0;

  constructor(root: string, { remember = false }: { readonly remember?: boolean } = {}) {
    this.#root = root;
    this.#directories = remember ? new Map() : undefined;
  }

  resolve(path: string): PlaceInside | Absence {
    this.#followed = 0;
    this.#depth = 0;
    return this.#resolve(path);
  }

  /** Which names in a directory are links, by its path inside: these need no look. */
  noteLinks(realPath: string, names: readonly string[]): void {
    if (this.#directories) this.#links.set(realPath, new Set(names));
  }

  /** The mode of a directory that is remembered, by its path inside with no link left. */
  modeOf(realPath: string): number | undefined {
    return this.#modes.get(realPath);
  }

  #resolve(path: string): PlaceInside | Absence {
    const name = basename(path);
    if (name === "") return this.#lookAt("/");
    if (path.endsWith("/")) return directoryOnly(this.#directory(path.replace(/\/+$/, "")));
    const parent = this.#directory(dirname(path));
    if ("missing" in parent) return parent;
    if (name !== "." && name !== "..") return this.#lookAt(below(parent.path, name));
    const directory = directoryOnly(parent);
    return name === "." || "missing" in directory ? directory : this.#lookAt(dirname(directory.path));
  }

  #directory(path: string): PlaceInside | Absence {
    const known = this.#directories?.get(path);
    if (known) return known;
    if (this.#depth >= deepest) return tooLong;
    this.#depth++;
    const found = this.#resolve(path);
    this.#depth--;
    // Whether there are too many links or names is up to the rest of the path as well.
    if (found !== tooManyLinks && found !== tooLong) this.#directories?.set(path, found);
    if (this.#directories && "mode" in found) this.#modes.set(found.path, found.mode);
    return found;
  }

  /** Looks at a path of which nothing but the last name can be a link. */
  #lookAt(path: string): PlaceInside | Absence {
    try {
      const full = path === "/" ? this.#root : `${this.#root}${path}`;
      if (this.#links.get(dirname(path))?.has(basename(path))) return this.#follow(path, full);
      const stats = lstatSync(full, { throwIfNoEntry: false });
      if (!stats) return nothing;
      const { mode } = stats;
      return isOfType({ mode }, constants.S_IFLNK) ? this.#follow(path, full) : { path, mode };
    } catch (error) {
      return absenceOf(error);
    }
  }

  #follow(path: string, full: string): PlaceInside | Absence {
    if (++this.#followed > linkLimit) return tooManyLinks;
    const target = readlinkSync(full);
    return this.#resolve(target.startsWith("/") ? target : below(dirname(path), target));
  }
}

/** Whether a mode is of a type such as `S_IFREG`. */
export function isOfType({ mode }: { readonly mode: number }, type: number): boolean {
  return (mode & constants.S_IFMT) === type;
}

function below(directory: string, path: string): string {
  return directory === "/" ? `/${path}` : `${directory}/${path}`;
}

function directoryOnly(found: PlaceInside | Absence): PlaceInside | Absence {
  return "missing" in found || isOfType(found, constants.S_IFDIR) ? found : noDirectory;
}
