import { readdirSync, realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type Absence, absenceOf } from "./absence.ts";
import { type HostNode, lookUpHostNode } from "./host-node.ts";
import { readSmallFile } from "./read-small-file.ts";
import { resolveInside } from "./resolve-inside.ts";
import { Trust } from "./trust.ts";

export interface HostTreeOptions {
  /** Finds the node at a path that has the root in front, links on the way followed. Default: `lookUpHostNode`. */
  readonly lookUp?: (path: string) => HostNode | Absence;
  /** Told of files and directories that everyone can write; nothing is learnt from those. Default: all are trusted. */
  readonly distrust?: (path: string) => void;
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
  #scratch = Buffer.allocUnsafe(textLimit + 1);

  constructor(root = "/", { lookUp = lookUpHostNode, distrust }: HostTreeOptions = {}) {
    this.root = realRoot(root);
    this.#lookUp = lookUp;
    this.#trust = distrust && new Trust(this.root, distrust);
  }

  /** The text of a regular file; undefined as well where it has more bytes than the limit. */
  readText(path: string, limit = textLimit): string | undefined {
    const full = this.#locate(path);
    if ("missing" in full || this.#trust?.has(full.path) === false) return undefined;
    if (limit >= this.#scratch.length) this.#scratch = Buffer.allocUnsafe(limit + 1);
    return readSmallFile(full.path, limit, this.#scratch);
  }

  /** The names in a directory, in order. */
  list(path: string): readonly string[] | undefined {
    const full = this.#locate(path);
    if ("missing" in full || this.#trust?.has(full.path) === false) return undefined;
    try {
      return readdirSync(full.path).sort();
    } catch {
      return undefined;
    }
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
    if (this.root !== "/") return resolveInside(this.root, path);
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
