import type { Stats } from "node:fs";
import { dirname } from "node:path";
import type { HostTree } from "../../../host/host-tree.ts";
import { lookAt } from "../../../host/look-at.ts";
import { pathHere } from "../../../host/look-inside.ts";
import { type Problem, problem } from "../../../problems.ts";

const [writableByAll, sticky] = [0o002, 0o1000];

/**
 * Tells the files that only the owner of the machine's root directory, or a group of its choice, can write from those
 * that anybody can replace. Containers would run the latter, or hooks would run them as root.
 */
export class SourceTrust {
  readonly #host: HostTree;
  readonly #report: (problem: Problem) => void;
  /** Whose files are trusted; undefined where it does not matter, so long as not everybody can write them. */
  readonly #owner: number | undefined;
  readonly #directories = new Map<string, string | undefined>();

  constructor(host: HostTree, report: (problem: Problem) => void, owners: "root" | "any" = "root") {
    this.#host = host;
    this.#report = report;
    this.#owner = owners === "any" ? undefined : lookAt(host.root)?.uid;
  }

  /** Whether what a real path holds can be handed on; where it cannot, that is reported. */
  allows(realPath: string): boolean {
    return this.#isFree(realPath, this.#faultOf(realPath, false) ?? this.#faultAbove(realPath));
  }

  /** Whether nobody can put something else at a real path, whoever may write what is there now; reported likewise. */
  holds(realPath: string): boolean {
    return this.#isFree(realPath, this.#faultAbove(realPath));
  }

  #isFree(realPath: string, fault: string | undefined): boolean {
    if (fault !== undefined) {
      const message = `Cannot use ${realPath}: ${fault}`;
      this.#report(problem("untrusted-source", message, { path: realPath }));
    }
    return fault === undefined;
  }

  #faultAbove(path: string): string | undefined {
    const directory = dirname(path);
    if (directory === path) return undefined;
    if (!this.#directories.has(directory)) {
      this.#directories.set(directory, this.#faultOf(directory, true) ?? this.#faultAbove(directory));
    }
    return this.#directories.get(directory);
  }

  #faultOf(path: string, isDirectory: boolean): string | undefined {
    const stats = lookAt(pathHere(this.#host, path));
    if (!stats) return `${path} cannot be looked at`;
    if (isOpenToAll(stats, isDirectory)) return `anybody can write ${path}`;
    return this.#owner === undefined || stats.uid === this.#owner || stats.uid === 0
      ? undefined
      : `${path} belongs to user ${stats.uid}`;
  }
}

/** In a sticky directory such as `/tmp` nobody can replace what is another's. Anybody may talk to a socket. */
function isOpenToAll(stats: Stats, isDirectory: boolean): boolean {
  if (stats.isSocket()) return false;
  return (stats.mode & writableByAll) !== 0 && !(isDirectory && (stats.mode & sticky) !== 0);
}
