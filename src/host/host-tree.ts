import { constants, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type Absence, absenceOf } from "./absence.ts";
import { type HostNode, lookUpHostNode } from "./host-node.ts";
import { readSmallFile } from "./read-small-file.ts";
import { InsideResolver, isOfType, type PlaceInside } from "./resolve-inside.ts";
import { isShortage } from "./system-error.ts";
import { Trust } from "./trust.ts";

export interface HostTreeOptions {
  /** Finds the node at a path that has the root in front, links on the way followed. Default: `lookUpHostNode`. */
  readonly lookUp?: (path: string) => HostNode | Absence;
  /** Told of files and directories that everyone can write; nothing is learnt from those. Default: all are trusted. */
  readonly distrust?: (path: string) => void;
  /** Whether a directory is looked at once only, however many paths lead through it: for one short look at the machine. */
  readonly remember?: boolean;
  /**
   * Whether to throw where this process has no descriptors left, for what cannot be opened then is not gone. Default: it is
   * undefined as everything that cannot be read.
   */
  readonly throwsOnShortage?: boolean;
}

/** The largest file that `readText` reads, unless told: sysfs has a page, and procfs files of interest are small. */
const textLimit = 65_536;

/**
 * A read-only window on a machine: all paths are those of the machine, whatever directory its root is at here. Symbolic
 * links lead where they lead on that machine, and never out of its root. What cannot be read is undefined.
 */
export class HostTree {
  readonly root: string;
  readonly #lookUp: NonNullable<HostTreeOptions["lookUp"]>;
  readonly #trust: Trust | undefined;
  readonly #resolver: InsideResolver;
  readonly #throwsOnShortage: boolean;
  #scratch = Buffer.allocUnsafe(textLimit + 1);

  constructor(
    root = "/",
    { lookUp = lookUpHostNode, distrust, remember = false, throwsOnShortage = false }: HostTreeOptions = {},
  ) {
    this.root = realRoot(root);
    this.#lookUp = lookUp;
    this.#throwsOnShortage = throwsOnShortage;
    this.#resolver = new InsideResolver(this.root, { remember });
    const knownMode = (path: string) =>
      this.root === "/" ? undefined : this.#resolver.modeOf(path.slice(this.root.length) || "/");
    this.#trust = distrust && new Trust(this.root, distrust, knownMode);
  }

  /** The text of a regular file; undefined as well where it has more bytes than the limit. */
  readText(path: string, limit = textLimit): string | undefined {
    const found = this.#lookAt(path);
    if (!found || !isOfType(found, constants.S_IFREG) || this.#trust?.has(found.path, found.mode) === false)
      return undefined;
    if (limit >= this.#scratch.length) this.#scratch = Buffer.allocUnsafe(limit + 1);
    try {
      return readSmallFile(found.path, limit, this.#scratch);
    } catch (error) {
      return this.unopened(error);
    }
  }

  /** The names in a directory, in order. */
  list(path: string): readonly string[] | undefined {
    const full = this.#locate(path);
    if ("missing" in full || this.#trust?.has(full.path) === false) return undefined;
    try {
      if (this.root === "/") return readdirSync(full.path).sort();
      const entries = readdirSync(full.path, { withFileTypes: true });
      const links = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
      this.#resolver.noteLinks(full.path.slice(this.root.length), links);
      return entries.map(({ name }) => name).sort();
    } catch (error) {
      return this.unopened(error);
    }
  }

  /** What is known of a file that could not be opened: nothing, unless the error says nothing of the file. */
  unopened(error: unknown): undefined {
    if (this.#throwsOnShortage && isShortage(error)) throw error;
    return undefined;
  }

  /** Where a path leads on the machine, with no link left in it. */
  realPath(path: string): string | undefined {
    const real = this.#resolve(path);
    return "missing" in real ? undefined : real.path;
  }

  /** The device node at a path. A link is none, as for the reference; links on the way to it are followed. */
  deviceNode(path: string): HostNode | Absence {
    const directory = this.#locate(dirname(absolute(path)));
    if ("missing" in directory) return directory;
    if (this.#trust?.has(directory.path) === false) return { missing: "in a directory that everyone can write" };
    return this.#lookUp(this.root === "/" ? absolute(path) : `${directory.path}/${basename(path)}`);
  }

  #resolve(path: string): { readonly path: string } | Absence {
    if (this.root !== "/") return this.#resolver.resolve(absolute(path));
    try {
      return { path: realpathSync.native(absolute(path)) };
    } catch (error) {
      return absenceOf(error);
    }
  }

  /** A path of the machine as one of this process. The kernel follows the links where the roots are the same. */
  #locate(path: string): { readonly path: string } | Absence {
    if (this.root === "/") return { path: absolute(path) };
    const real = this.#resolve(path);
    return "missing" in real ? real : { path: `${this.root}${real.path}` };
  }

  /** The same with what is there. */
  #lookAt(path: string): PlaceInside | undefined {
    if (this.root === "/") return placeOf(absolute(path));
    const found = this.#resolver.resolve(absolute(path));
    return "missing" in found ? undefined : { ...found, path: `${this.root}${found.path}` };
  }
}

function placeOf(path: string): PlaceInside | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats && { path, mode: stats.mode };
  } catch {
    return undefined;
  }
}

function realRoot(root: string): string {
  const path = resolve(root);
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function absolute(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}
