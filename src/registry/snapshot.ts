import { splitKind } from "../cdi/names.ts";
import type { Problem } from "../problems.ts";
import { conflictProblems } from "./conflict-problems.ts";
import { type DefinedDevice, isValidSpecFile, type ValidSpecFile } from "./defined-device.ts";
import type { DirectoryListing } from "./list-directory.ts";
import type { Conflict } from "./rank-definitions.ts";
import { fileKey, type SpecFile } from "./spec-file.ts";
import { SpecIndex } from "./spec-index.ts";

/** A spec directory as it was last listed. */
export interface SpecDirectory {
  readonly path: string;
  /** Its place in the list; a later directory has a higher one and wins. */
  readonly priority: number;
  readonly state: DirectoryListing["state"];
  readonly problems: readonly Problem[];
}

export interface SnapshotParts {
  readonly revision: string;
  readonly directories: readonly SpecDirectory[];
  readonly index: SpecIndex;
  /** Problems of the registry as a whole. */
  readonly notices?: readonly Problem[];
}

/**
 * Everything that is known about the specs of a machine at one moment. Never changes, and answers without touching the
 * disk. Names, files and directories come in order: names by their bytes, files as the reference reads them.
 */
export class Snapshot {
  readonly revision: string;
  readonly directories: readonly SpecDirectory[];
  readonly index: SpecIndex;
  readonly notices: readonly Problem[];
  #problems: readonly Problem[] | undefined;
  #seeming: ReadonlyMap<string, SpecFile> | undefined;

  constructor({ revision, directories, index, notices = [] }: SnapshotParts) {
    this.revision = revision;
    this.directories = directories;
    this.index = index;
    this.notices = notices;
  }

  /** How many devices resolve. */
  get deviceCount(): number {
    return this.index.deviceCount;
  }

  /** The device that a qualified name resolves to. */
  find(name: string): DefinedDevice | undefined {
    const ranking = this.index.rank(name);
    return ranking && "winner" in ranking ? ranking.winner : undefined;
  }

  /** The definitions that a device overrides, highest priority first. */
  shadowedBy(name: string): readonly DefinedDevice[] {
    const ranking = this.index.rank(name);
    return ranking && "winner" in ranking ? ranking.shadowed : [];
  }

  /** The definitions of a name that rule each other out. */
  conflictOver(name: string): Conflict | undefined {
    const ranking = this.index.rank(name);
    return ranking && "conflict" in ranking ? ranking.conflict : undefined;
  }

  /** The devices that resolve, from the first name that is `from` or comes after it. */
  devices(from?: string): Generator<DefinedDevice> {
    return this.index.devices(from);
  }

  *devicesOfKind(kind: string): Generator<DefinedDevice> {
    for (const device of this.index.devices(`${kind}=`)) {
      if (device.kind !== kind) return;
      yield device;
    }
  }

  /** Every file of the directories, those that failed to load included. */
  files(): Generator<SpecFile> {
    return this.index.files.values();
  }

  *specs(): Generator<ValidSpecFile> {
    for (const file of this.files()) if (isValidSpecFile(file)) yield file;
  }

  /** The first file without a spec in which a kind seems to be spelt. */
  seemingSpec(kind: string): SpecFile | undefined {
    this.#seeming ??= bySeemingKind(this.index.flawed.values());
    return this.#seeming.get(kind);
  }

  /** Every `VENDOR/CLASS` of a valid spec, whether or not its devices resolve; from the first that is not before `from`. */
  *kinds(from?: string): Generator<string> {
    let last: string | undefined;
    for (const { spec } of this.index.specs(from)) {
      if (spec.kind !== last) yield spec.kind;
      last = spec.kind;
    }
  }

  vendors(): string[] {
    return distinct(this.kinds(), (kind) => splitKind(kind)?.vendor ?? "");
  }

  /** The classes of a vendor, or of all vendors. */
  classes(vendor?: string): string[] {
    const kinds = [...this.kinds()].filter((kind) => vendor === undefined || splitKind(kind)?.vendor === vendor);
    return distinct(kinds, (kind) => splitKind(kind)?.class ?? "");
  }

  /** What is wrong, errors and what warnings the load came across; the registry's, the directories', then the files'. */
  problems(): readonly Problem[] {
    this.#problems ??= [
      ...this.notices,
      ...this.directories.flatMap(({ problems }) => problems),
      ...this.#fileProblems(),
    ];
    return this.#problems;
  }

  #fileProblems(): Problem[] {
    const byFile = new Map<string, Problem[]>();
    for (const [key, { problems }] of this.index.flawed.entries()) byFile.set(key, [...problems]);
    for (const [key, conflict] of conflictProblems(this.index.contested.entries())) {
      byFile.set(key, [...(byFile.get(key) ?? []), conflict]);
    }
    return [...byFile].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, problems]) => problems);
  }
}

function bySeemingKind(files: Iterable<SpecFile>): Map<string, SpecFile> {
  const found = new Map<string, SpecFile>();
  for (const file of files) {
    for (const kind of file.seemingKinds) if (!found.has(kind)) found.set(kind, file);
  }
  return found;
}

function distinct(kinds: Iterable<string>, part: (kind: string) => string): string[] {
  return [...new Set(Array.from(kinds, part))].sort();
}

/** A snapshot of the given files and nothing else, whatever the directories hold besides. */
export function snapshotOf(
  files: Iterable<SpecFile>,
  { revision, directories }: { readonly revision: string; readonly directories: readonly SpecDirectory[] },
): Snapshot {
  const changes = new Map<string, SpecFile>();
  for (const file of files) changes.set(fileKey(file), file);
  return new Snapshot({ revision, directories, index: SpecIndex.empty.with(changes).index });
}
