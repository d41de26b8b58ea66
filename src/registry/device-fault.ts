import { parseQualifiedName, type QualifiedName, qualifiedName } from "../cdi/names.ts";
import { nearestNames } from "../cdi/nearest-names.ts";
import { quote } from "../cdi/quote.ts";
import type { ProblemCode } from "../problems.ts";
import type { Conflict } from "./rank-definitions.ts";
import type { Snapshot } from "./snapshot.ts";
import type { SpecFile } from "./spec-file.ts";

export type FaultReason = Extract<
  ProblemCode,
  "malformed-name" | "unknown-vendor" | "unknown-class" | "unknown-device" | "conflict" | "invalid-spec"
>;

/** Why a requested device does not resolve. */
export interface DeviceFault {
  readonly name: string;
  readonly reason: FaultReason;
  readonly message: string;
  /** Up to three names that do resolve and may have been meant, best first. */
  readonly nearest: readonly string[];
}

/** So many names and kinds are compared for suggestions before the rest of the faults goes without. */
const comparisonLimit = 20_000;

/** Says why names do not resolve. One finder serves all faults of a request, so that suggestions stay cheap for many. */
export class FaultFinder {
  readonly #snapshot: Snapshot;
  #comparisonsLeft = comparisonLimit;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  find(name: string): DeviceFault {
    const parsed = parseQualifiedName(name);
    const { reason, state } = parsed ? this.#judge(name, parsed) : malformed;
    const nearest = reason === "conflict" || reason === "invalid-spec" ? [] : this.#nearest(name);
    return { name, reason, message: `Cannot resolve ${quote(name)}: ${state}`, nearest };
  }

  #judge(name: string, { vendor, class: className }: QualifiedName): { reason: FaultReason; state: string } {
    const snapshot = this.#snapshot;
    const conflict = snapshot.conflictOver(name);
    if (conflict) return { reason: "conflict", state: describe(conflict) };
    const kind = `${vendor}/${className}`;
    const invalid = this.#invalidSpecOf(kind);
    if (invalid) {
      const [cause] = invalid.problems;
      return { reason: "invalid-spec", state: `${invalid.path} seems to define it and is invalid: ${cause?.message}` };
    }
    const [file, another] = snapshot.index.specs(`${kind}\0`);
    if (file?.spec.kind === kind) {
      const where = another?.spec.kind === kind ? "no spec of this kind defines it" : `${file.path} does not define it`;
      return { reason: "unknown-device", state: `no such device, ${where}` };
    }
    const [nextKind] = snapshot.kinds(`${vendor}/`);
    return nextKind?.startsWith(`${vendor}/`)
      ? { reason: "unknown-class", state: `vendor ${vendor} has no spec of class ${className}` }
      : { reason: "unknown-vendor", state: `no spec of vendor ${vendor} is loaded` };
  }

  #invalidSpecOf(kind: string): SpecFile | undefined {
    for (const file of this.#snapshot.index.flawed.values()) if (file.seemingKinds.includes(kind)) return file;
    return undefined;
  }

  /** Looks among the devices of the kind; where there is no such kind, in the nearest ones, for the same device first. */
  #nearest(name: string): string[] {
    const [kind = "", device = ""] = name.split("=", 2);
    const kinds = this.#hasKind(kind) ? [kind] : nearestNames(kind, this.#counted(this.#snapshot.kinds()));
    const near = kinds.flatMap((candidate) => this.#nearestOfKind(candidate, device));
    return near.slice(0, 3);
  }

  #nearestOfKind(kind: string, device: string): string[] {
    const exact = qualifiedName(kind, device);
    if (this.#snapshot.find(exact)) return [exact];
    return nearestNames(device, this.#counted(this.#devicesOf(kind))).map((near) => qualifiedName(kind, near));
  }

  #hasKind(kind: string): boolean {
    const [first] = this.#snapshot.kinds(kind);
    return first === kind;
  }

  *#devicesOf(kind: string): Generator<string> {
    for (const { device } of this.#snapshot.devicesOfKind(kind)) yield device;
  }

  *#counted(names: Iterable<string>): Generator<string> {
    for (const name of names) {
      if (this.#comparisonsLeft-- <= 0) return;
      yield name;
    }
  }
}

const malformed = {
  reason: "malformed-name",
  state: "it is not a qualified device name, VENDOR/CLASS=NAME",
} as const;

function describe({ clashes, draggedDown }: Conflict): string {
  const clash = clashes[0]?.map(({ path }) => path).join(" and ") ?? "";
  const override = draggedDown ? `; ${draggedDown.path} defines it too, but the conflict rules that out as well` : "";
  return `it is defined with equal priority in ${clash}${override}`;
}
