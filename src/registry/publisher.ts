import { inspect, isDeepStrictEqual } from "node:util";
import type { Problem } from "../problems.ts";
import { type DeviceChange, deviceChanges, type Reread } from "./device-changes.ts";
import { formatRevision } from "./revision.ts";
import { Snapshot, type SpecDirectory } from "./snapshot.ts";
import { type FileChanges, SpecIndex } from "./spec-index.ts";

/** A change as it is told to others, with the revision that it made. */
export interface RevisedChange extends DeviceChange {
  readonly revision: string;
}

/** A step from one snapshot to the next. */
export interface RegistryUpdate {
  readonly snapshot: Snapshot;
  /** What happened to devices, in the order of their names; empty where only files or problems changed. */
  readonly changes: readonly RevisedChange[];
  /** Devices that are new objects and nothing else. */
  readonly reread: readonly Reread[];
}

export type UpdateListener = (update: RegistryUpdate) => void;

/** What was found on the disk. */
export interface Findings {
  /** Files that differ from what is published. */
  readonly files: FileChanges;
  readonly directories: readonly SpecDirectory[];
  readonly notices: readonly Problem[];
}

/**
 * Holds the current snapshot and replaces it as a whole. Each change to a device makes a revision of its own, so a reader
 * who knows the last revision he saw misses none; the snapshot has the last of them. A change to files or problems alone
 * makes one. What changes nothing that can be seen makes none.
 */
export class Publisher {
  readonly #epoch: string;
  readonly #listeners = new Set<UpdateListener>();
  #snapshot: Snapshot;
  #n = 0;
  #found: readonly Problem[] = [];
  #reported: readonly Problem[] = [];

  constructor(epoch: string) {
    this.#epoch = epoch;
    this.#snapshot = new Snapshot({ revision: this.#revision(), directories: [], index: SpecIndex.empty });
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** A listener that throws or returns a promise that rejects is warned about; the others are told all the same. */
  onChange(listener: UpdateListener): () => void {
    const own: UpdateListener = (update) => listener(update);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** The first snapshot. No one is told of its devices. */
  begin(findings: Findings): void {
    this.#n = 1;
    this.#replace(findings, SpecIndex.empty.with(findings.files).index);
  }

  publish(findings: Findings): void {
    const { index, directories } = this.#snapshot;
    const isSame = isDeepStrictEqual([findings.directories, findings.notices], [directories, this.#found]);
    if (findings.files.size === 0 && isSame) return;
    const next = index.with(findings.files);
    const found = deviceChanges(index, next.index, next.touched.keys());
    const changes = found.changes.map((change) => {
      this.#n++;
      return { ...change, revision: this.#revision() };
    });
    if (changes.length === 0) this.#n++;
    this.#replace(findings, next.index);
    this.#tell({ snapshot: this.#snapshot, changes, reread: found.reread });
  }

  /** Tells that devices have changed in a way that no file shows; the index stays as it is. */
  announce(names: readonly string[]): void {
    const { index, directories } = this.#snapshot;
    const known = names.filter((name) => this.#snapshot.find(name));
    if (known.length === 0) return;
    const changes = known.map((name) => {
      this.#n++;
      return { type: "modified" as const, name, revision: this.#revision() };
    });
    this.#replace({ directories, notices: this.#found }, index);
    this.#tell({ snapshot: this.#snapshot, changes, reread: [] });
  }

  /** Makes problems known that were not found in the directories. They stay until others take their place. */
  report(problems: readonly Problem[]): void {
    if (isDeepStrictEqual(problems, this.#reported)) return;
    this.#reported = problems;
    this.#n++;
    const { index, directories } = this.#snapshot;
    this.#replace({ directories, notices: this.#found }, index);
    this.#tell({ snapshot: this.#snapshot, changes: [], reread: [] });
  }

  #replace({ directories, notices }: Pick<Findings, "directories" | "notices">, index: SpecIndex): void {
    this.#found = notices;
    const all = [...notices, ...this.#reported];
    this.#snapshot = new Snapshot({ revision: this.#revision(), directories, notices: all, index });
  }

  #tell(update: RegistryUpdate): void {
    for (const listener of [...this.#listeners]) {
      try {
        const outcome: unknown = listener(update);
        Promise.resolve(outcome).catch(warn);
      } catch (error) {
        warn(error);
      }
    }
  }

  #revision(): string {
    return formatRevision({ epoch: this.#epoch, n: this.#n });
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : inspect(error));
}
