import { qualifiedName } from "../cdi/names.ts";
import { type DefinedDevice, definedDevices, isValidSpecFile, type ValidSpecFile } from "./defined-device.ts";
import { asList, type Definitions, redefine } from "./definitions.ts";
import { type Conflict, type Ranking, rankDefinitions } from "./rank-definitions.ts";
import { SortedMap } from "./sorted-map.ts";
import type { SpecFile } from "./spec-file.ts";

/** Spec files by their key; undefined for one that is gone. */
export type FileChanges = ReadonlyMap<string, SpecFile | undefined>;

interface Tables {
  readonly files: SortedMap<SpecFile>;
  /** The files that have problems of their own. */
  readonly flawed: SortedMap<SpecFile>;
  /** The files that are specs, by kind and then by file. */
  readonly specs: SortedMap<ValidSpecFile>;
  readonly definitions: SortedMap<Definitions>;
  /** The names whose definitions rule each other out; ranked here, for there may be thousands of definitions. */
  readonly contested: SortedMap<Conflict>;
}

const noTables: Tables = {
  files: SortedMap.empty(),
  flawed: SortedMap.empty(),
  specs: SortedMap.empty(),
  definitions: SortedMap.empty(),
  contested: SortedMap.empty(),
};

/** Spec files and what they define, immutable. The order in which files came and went leaves no trace in it. */
export class SpecIndex {
  static readonly empty = new SpecIndex(noTables);
  readonly #tables: Tables;

  private constructor(tables: Tables) {
    this.#tables = tables;
  }

  get files(): SortedMap<SpecFile> {
    return this.#tables.files;
  }

  get flawed(): SortedMap<SpecFile> {
    return this.#tables.flawed;
  }

  /** The specs whose kind is `from` or comes after it, by kind. */
  *specs(from = ""): Generator<ValidSpecFile> {
    for (const [, file] of this.#tables.specs.entries(from)) yield file;
  }

  get contested(): SortedMap<Conflict> {
    return this.#tables.contested;
  }

  /** How many names have a device. */
  get deviceCount(): number {
    return this.#tables.definitions.size - this.#tables.contested.size;
  }

  rank(name: string): Ranking | undefined {
    const found = this.#tables.definitions.get(name);
    return found && this.#rank(name, found);
  }

  /** The devices that resolve, in the order of their names, from `from` on. */
  *devices(from?: string): Generator<DefinedDevice> {
    for (const [name, found] of this.#tables.definitions.entries(from)) {
      const ranking = this.#rank(name, found);
      if (ranking && "winner" in ranking) yield ranking.winner;
    }
  }

  /** The index with some files exchanged, and the names that those files define or defined as its keys. */
  with(changes: FileChanges): { index: SpecIndex; touched: ReadonlyMap<string, unknown> } {
    const specs = new Map<string, ValidSpecFile | undefined>();
    const flawed = new Map<string, SpecFile | undefined>();
    for (const [key, file] of changes) {
      const old = this.files.get(key);
      if (old && isValidSpecFile(old)) specs.set(specKey(old.spec.kind, key), undefined);
      if (file && isValidSpecFile(file)) specs.set(specKey(file.spec.kind, key), file);
      const isFlawed = file !== undefined && file.problems.length > 0;
      if (isFlawed || (old && old.problems.length > 0)) flawed.set(key, isFlawed ? file : undefined);
    }
    const touched = this.#redefined(changes);
    const index = new SpecIndex({
      files: this.files.with(changes),
      flawed: this.flawed.with(flawed),
      specs: this.#tables.specs.with(specs),
      definitions: this.#tables.definitions.with(touched),
      contested: this.contested.with(this.#contests(touched)),
    });
    return { index, touched };
  }

  /** What becomes of the definitions of every name that the exchanged files define or defined. */
  #redefined(changes: FileChanges): DefinitionChanges {
    const gone = new Set<SpecFile>();
    const added = new Map<string, DefinedDevice | DefinedDevice[] | undefined>();
    for (const [key, file] of [...changes].sort(byKey)) {
      const old = this.files.get(key);
      if (old && isValidSpecFile(old)) {
        gone.add(old);
        for (const { name } of old.spec.devices) {
          const qualified = qualifiedName(old.spec.kind, name);
          if (!added.has(qualified)) added.set(qualified, undefined);
        }
      }
      for (const device of file ? definedDevices(file) : []) {
        const others = added.get(device.name);
        if (!others) added.set(device.name, device);
        else if ("name" in others) added.set(device.name, [others, device]);
        else others.push(device);
      }
    }
    const { definitions } = this.#tables;
    if (definitions.size === 0) return added;
    return new Map(Array.from(added, ([name, devices]) => [name, redefine(definitions.get(name), gone, devices)]));
  }

  /** What changes in the table of contested names. */
  #contests(changes: DefinitionChanges): Map<string, Conflict | undefined> {
    const contests = new Map<string, Conflict | undefined>();
    for (const [name, definitions] of changes) {
      const list = definitions && "length" in definitions ? definitions : [];
      if (list.length === 0 && this.contested.size === 0) continue;
      const ranking = rankDefinitions(list);
      const conflict = ranking && "conflict" in ranking ? ranking.conflict : undefined;
      if (conflict || this.contested.get(name)) contests.set(name, conflict);
    }
    return contests;
  }

  #rank(name: string, definitions: Definitions): Ranking | undefined {
    const conflict = "length" in definitions ? this.contested.get(name) : undefined;
    return conflict ? { conflict } : rankDefinitions(asList(definitions));
  }
}

type DefinitionChanges = ReadonlyMap<string, Definitions | undefined>;

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Puts specs in order of kind first: no kind has the character after it. */
function specKey(kind: string, file: string): string {
  return `${kind}\0${file}`;
}
