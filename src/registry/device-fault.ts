import { parseQualifiedName, type QualifiedName, qualifiedName } from "../cdi/names.ts";
import { nearestNames } from "../cdi/nearest-names.ts";
import { quote } from "../cdi/quote.ts";
import type { ProblemCode } from "../problems.ts";
import { nameInMessage, pathInMessage } from "./name-in-message.ts";
import type { Conflict } from "./rank-definitions.ts";
import type { Snapshot } from "./snapshot.ts";

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

/** The steps that the search for suggestions may take before the rest of a request's faults goes without. */
const searchLimit = 10_000_000;

/** Says why names do not resolve. One finder serves all faults of a request, so that suggestions stay cheap for many. */
export class FaultFinder {
  readonly #snapshot: Snapshot;
  readonly #effort = { left: searchLimit };
  readonly #devices = new Map<string, readonly string[]>();
  #kinds: readonly string[] | undefined;

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
    const invalid = snapshot.seemingSpec(kind);
    if (invalid) {
      const [cause] = invalid.problems;
      const state = `${pathInMessage(invalid.path)} seems to define it and is invalid: ${cause?.message}`;
      return { reason: "invalid-spec", state };
    }
    const [file, another] = snapshot.index.specs(`${kind}\0`);
    if (file?.spec.kind === kind) {
      const isAlone = another?.spec.kind !== kind;
      const where = isAlone ? `${pathInMessage(file.path)} does not define it` : "no spec of this kind defines it";
      return { reason: "unknown-device", state: `no such device, ${where}` };
    }
    const [nextKind] = snapshot.kinds(`${vendor}/`);
    return nextKind?.startsWith(`${vendor}/`)
      ? {
          reason: "unknown-class",
          state: `vendor ${nameInMessage(vendor)} has no spec of class ${nameInMessage(className)}`,
        }
      : { reason: "unknown-vendor", state: `no spec of vendor ${nameInMessage(vendor)} is loaded` };
  }

  /** Looks among the devices of the kind; where there is no such kind, in the nearest ones, for the same device first. */
  #nearest(name: string): string[] {
    const [kind = "", device = ""] = name.split("=", 2);
    const kinds = this.#hasKind(kind) ? [kind] : nearestNames(kind, this.#allKinds(), this.#effort);
    const near = kinds.flatMap((candidate) => this.#nearestOfKind(candidate, device));
    return near.slice(0, 3);
  }

  #nearestOfKind(kind: string, device: string): string[] {
    const exact = qualifiedName(kind, device);
    if (this.#snapshot.find(exact)) return [exact];
    return nearestNames(device, this.#devicesOf(kind), this.#effort).map((near) => qualifiedName(kind, near));
  }

  #hasKind(kind: string): boolean {
    const [first] = this.#snapshot.kinds(kind);
    return first === kind;
  }

  #allKinds(): readonly string[] {
    this.#kinds ??= [...this.#snapshot.kinds()];
    return this.#kinds;
  }

  #devicesOf(kind: string): readonly string[] {
    const known = this.#devices.get(kind) ?? Array.from(this.#snapshot.devicesOfKind(kind), ({ device }) => device);
    this.#devices.set(kind, known);
    return known;
  }
}

const malformed = {
  reason: "malformed-name",
  state: "it is not a qualified device name, VENDOR/CLASS=NAME",
} as const;

function describe({ clashes: [clash = []], draggedDown }: Conflict): string {
  const shown = clash.slice(0, 3).map(({ path }) => pathInMessage(path));
  const where =
    clash.length > shown.length ? `${shown.join(", ")} and ${clash.length - shown.length} more` : shown.join(" and ");
  const override = draggedDown
    ? `; ${pathInMessage(draggedDown.path)} defines it too, but the conflict rules that out as well`
    : "";
  return `it is defined with equal priority in ${where}${override}`;
}
