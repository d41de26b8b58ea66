import { statSync } from "node:fs";
import { join } from "node:path";
import { formatOfSpecFile } from "../../cdi/spec-file-names.ts";
import { lookAt } from "../../host/look-at.ts";
import { inTurns } from "../in-turns.ts";
import { listDirectory } from "../list-directory.ts";
import { lookAtSpecFile, type SpecFileReading } from "../look-at-spec-file.ts";
import { type FileIdentity, identityOf, isSameFile } from "../read-regular-file.ts";
import type { SpecDirectory } from "../snapshot.ts";
import { fileKey, type SpecFilePlace } from "../spec-file.ts";
import { compactSpec } from "./compact-spec.ts";
import type { Work } from "./work.ts";

/** What the last look at a file left. */
interface Look {
  readonly identity: FileIdentity | undefined;
  /** Whether the file was last written long enough before the look for the clock to tell the next write from that one. */
  readonly isSettled: boolean;
}

/** Kernels stamp files with a clock that stands still for up to 10 ms. */
const clockTick = 50;

/** So many files are compared before other work gets a turn. */
const perTurn = 512;

/** One spec directory, with what is known of its files. */
export class KnownDirectory {
  readonly path: string;
  readonly priority: number;
  /** The links among the files, by their key. */
  readonly links = new Map<string, SpecFilePlace>();
  #state: SpecDirectory;
  readonly #looks = new Map<string, Look>();

  constructor(path: string, priority: number) {
    this.path = path;
    this.priority = priority;
    this.#state = { path, priority, state: "missing", problems: [] };
  }

  /** As of the last listing. */
  get state(): SpecDirectory {
    return this.#state;
  }

  /** Lists the directory and adds to the work the files that came, went or changed since they were last looked at. */
  async list(work: Work): Promise<void> {
    const { state, problems, names } = listDirectory(this.path);
    this.#state = { path: this.path, priority: this.priority, state, problems };
    const present = new Set(names);
    for (const name of this.#looks.keys()) if (!present.has(name)) work.addFile(this.#place(name));
    for await (const name of inTurns(names, { perTurn })) {
      if (work.thorough || this.#seemsChanged(name)) work.addFile(this.#place(name));
    }
  }

  /** Looks at a file; undefined where it is gone, as all are once the directory cannot be listed. */
  async read(place: SpecFilePlace): Promise<SpecFileReading | undefined> {
    const now = Date.now();
    const reading = this.#state.state === "present" ? await lookAtSpecFile(place) : undefined;
    if (reading && lookAt(place.path)?.isSymbolicLink()) this.links.set(fileKey(place), place);
    else this.links.delete(fileKey(place));
    if (!reading) {
      this.#looks.delete(place.name);
      return undefined;
    }
    const { file, identity } = reading;
    const isSettled = identity !== undefined && now - Math.max(identity.mtimeMs, identity.ctimeMs) > clockTick;
    this.#looks.set(place.name, { identity, isSettled });
    const isCompact = !file.spec || formatOfSpecFile(file.name) !== "yaml";
    return isCompact ? reading : { file: { ...file, spec: compactSpec(file.spec) }, identity };
  }

  #seemsChanged(name: string): boolean {
    const look = this.#looks.get(name);
    if (!look?.identity || !look.isSettled) return true;
    try {
      return !isSameFile(look.identity, identityOf(statSync(join(this.path, name))));
    } catch {
      return true;
    }
  }

  #place(name: string): SpecFilePlace {
    return { path: join(this.path, name), name, priority: this.priority };
  }
}
