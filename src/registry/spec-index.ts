import { qualifiedName } from "../cdi/names.ts";
import { type DefinedDevice, definedDevices, isValidSpecFile, type ValidSpecFile } from "./defined-device.ts";
import { type Ranking, rankDefinitions } from "./rank-definitions.ts";
import { SortedMap } from "./sorted-map.ts";
import { fileKey, type SpecFile } from "./spec-file.ts";

/** The definitions of one name; alone where there is but one, which is nearly always. */
type Definitions = DefinedDevice | readonly DefinedDevice[];

/** Spec files by their key; undefined for one that is gone. */
export type FileChanges = ReadonlyMap<string, SpecFile | undefined>;

interface Tables {
  readonly files: SortedMap<SpecFile>;
  /** The files that have problems of their own. */
  readonly flawed: SortedMap<SpecFile>;
  /** The files that are specs, by kind and then by file. */
  readonly specs: SortedMap<ValidSpecFile>;
  readonly definitions: SortedMap<Definitions>;
  /** The names whose definitions rule each other out. */
  readonly contested: SortedMap<readonly DefinedDevice[]>;
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

  get contested(): SortedMap<readonly DefinedDevice[]> {
    return this.#tables.contested;
  }

  /** How many names have a device. */
  get deviceCount(): number {
    return this.#tables.definitions.size - this.#tables.contested.size;
  }

  rank(name: string): Ranking | undefined {
    const found = this.#tables.definitions.get(name);
    return found && rankDefinitions(asList(found));
  }

  /** The devices that resolve, in the order of their names, from `from` on. */
  *devices(from?: string): Generator<DefinedDevice> {
    for (const [, found] of this.#tables.definitions.entries(from)) {
      const ranking = rankDefinitions(asList(found));
      if (ranking && "winner" in ranking) yield ranking.winner;
    }
  }

  /** The index with some files exchanged, and the names that those files define or defined as its keys. */
  with(changes: FileChanges): { index: SpecIndex; touched: ReadonlyMap<string, unknown> } {
    const definitions = new Draft(this.#tables.definitions);
    const specs = new Map<string, ValidSpecFile | undefined>();
    const flawed = new Map<string, SpecFile | undefined>();
    for (const [key, file] of changes) {
      const old = this.#tables.files.get(key);
      if (old && isValidSpecFile(old)) {
        const { kind, devices } = old.spec;
        specs.set(specKey(kind, key), undefined);
        for (const { name } of devices) definitions.change(qualifiedName(kind, name), (found) => without(found, old));
      }
      if (file && isValidSpecFile(file)) {
        specs.set(specKey(file.spec.kind, key), file);
        for (const device of definedDevices(file)) {
          definitions.change(device.name, (found) => including(found, device));
        }
      }
      const isFlawed = file !== undefined && file.problems.length > 0;
      if (isFlawed || (old && old.problems.length > 0)) flawed.set(key, isFlawed ? file : undefined);
    }
    const index = new SpecIndex({
      files: this.#tables.files.with(changes),
      flawed: this.#tables.flawed.with(flawed),
      specs: this.#tables.specs.with(specs),
      definitions: definitions.finish(),
      contested: this.#tables.contested.with(this.#contests(definitions.changes)),
    });
    return { index, touched: definitions.changes };
  }

  /** What changes in the table of contested names. */
  #contests(changes: DefinitionChanges): Map<string, readonly DefinedDevice[] | undefined> {
    const contested = new Map<string, readonly DefinedDevice[] | undefined>();
    for (const [name, definitions] of changes) {
      const list = definitions && "length" in definitions ? definitions : [];
      if (list.length === 0 && this.contested.size === 0) continue;
      const ranking = rankDefinitions(list);
      const isConflict = ranking !== undefined && "conflict" in ranking;
      if (isConflict || this.contested.get(name)) contested.set(name, isConflict ? list : undefined);
    }
    return contested;
  }
}

type DefinitionChanges = ReadonlyMap<string, Definitions | undefined>;

/** Changes to a sorted map, collected before they are made. */
class Draft<Value> {
  readonly changes = new Map<string, Value | undefined>();
  readonly #map: SortedMap<Value>;

  constructor(map: SortedMap<Value>) {
    this.#map = map;
  }

  change(key: string, make: (value: Value | undefined) => Value | undefined): void {
    const changed = this.changes.get(key);
    const isUntouched = changed === undefined && this.#map.size > 0 && !this.changes.has(key);
    this.changes.set(key, make(isUntouched ? this.#map.get(key) : changed));
  }

  finish(): SortedMap<Value> {
    return this.#map.with(this.changes);
  }
}

function asList(definitions: Definitions): readonly DefinedDevice[] {
  return "name" in definitions ? [definitions] : definitions;
}

/** Definitions stand in the order of their files, whichever came first. */
function including(definitions: Definitions | undefined, device: DefinedDevice): Definitions {
  if (!definitions) return device;
  return [...asList(definitions), device].sort((a, b) => (fileKey(a.file) < fileKey(b.file) ? -1 : 1));
}

function without(definitions: Definitions | undefined, file: SpecFile): Definitions | undefined {
  const left = definitions ? asList(definitions).filter((definition) => definition.file !== file) : [];
  return left.length > 1 ? left : left[0];
}

/** Puts specs in order of kind first: no kind has the character after it. */
function specKey(kind: string, file: string): string {
  return `${kind}\0${file}`;
}
