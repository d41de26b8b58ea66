import { isDeepStrictEqual } from "node:util";
import type { DefinedDevice, ValidSpecFile } from "./defined-device.ts";
import type { Ranking } from "./rank-definitions.ts";
import type { SpecIndex } from "./spec-index.ts";

export type ChangeType = "added" | "modified" | "removed";

/** What happened to a device that resolves or resolved. */
export interface DeviceChange {
  readonly type: ChangeType;
  readonly name: string;
}

/** A device that is what it was, in a new reading of its file. */
export interface Reread {
  readonly before: DefinedDevice;
  readonly now: DefinedDevice;
}

/** What happened between two states to the named devices, in the order of their names. */
export function deviceChanges(
  before: SpecIndex,
  after: SpecIndex,
  names: Iterable<string>,
): { readonly changes: readonly DeviceChange[]; readonly reread: readonly Reread[] } {
  const changes: DeviceChange[] = [];
  const reread: Reread[] = [];
  const compare = new SpecComparison();
  for (const name of [...names].sort()) {
    const old = winning(before.rank(name));
    const now = winning(after.rank(name));
    if (!old && now) changes.push({ type: "added", name });
    else if (old && !now) changes.push({ type: "removed", name });
    else if (old && now && !compare.areSame(old, now)) changes.push({ type: "modified", name });
    else if (old && now && old.winner !== now.winner) reread.push({ before: old.winner, now: now.winner });
  }
  return { changes, reread };
}

interface Winning {
  readonly winner: DefinedDevice;
  readonly shadowed: readonly DefinedDevice[];
}

function winning(ranking: Ranking | undefined): Winning | undefined {
  return ranking && "winner" in ranking ? ranking : undefined;
}

/** Compares all that can be seen of a device: its edits, what comes with it, where it is defined, what it overrides. */
class SpecComparison {
  readonly #known = new Map<ValidSpecFile, Map<ValidSpecFile, boolean>>();

  areSame(a: Winning, b: Winning): boolean {
    return (
      this.#areSameDefinition(a.winner, b.winner) &&
      a.shadowed.length === b.shadowed.length &&
      a.shadowed.every((device, index) => {
        const other = b.shadowed[index];
        return other !== undefined && this.#areSameDefinition(device, other);
      })
    );
  }

  #areSameDefinition(a: DefinedDevice, b: DefinedDevice): boolean {
    if (a === b) return true;
    return this.#areAlike(a.file, b.file) && isDeepStrictEqual(a.definition, b.definition);
  }

  /** Whether two readings differ in nothing but their devices; remembered, for a spec may have thousands of these. */
  #areAlike(a: ValidSpecFile, b: ValidSpecFile): boolean {
    const known = this.#known.get(a)?.get(b);
    if (known !== undefined) return known;
    const { devices: _a, ...specA } = a.spec;
    const { devices: _b, ...specB } = b.spec;
    const alike = a.path === b.path && a.priority === b.priority && isDeepStrictEqual(specA, specB);
    this.#known.set(a, new Map(this.#known.get(a)).set(b, alike));
    return alike;
  }
}
