import { quote } from "../cdi/quote.ts";
import type { DeviceFault } from "./device-fault.ts";
import { compilePattern, isPattern, literalPrefix } from "./match-pattern.ts";
import type { Snapshot } from "./snapshot.ts";

/** For so many devices a request with patterns may ask; patterns that are repeated would soon ask for more than fits. */
const deviceLimit = 100_000;

/** So many names of devices are compared with the patterns of a request. */
const comparisonLimit = 5_000_000;

/**
 * Puts in place of each pattern the names it matches, in order. One that is malformed or matches nothing is a fault, and
 * one that asks for too much is malformed too: what is wrong is the request, whatever is loaded.
 */
export function expandPatterns(
  names: readonly string[],
  snapshot: Snapshot,
): { readonly expanded: readonly string[]; readonly faults: ReadonlyMap<string, DeviceFault> } {
  if (!names.some(isPattern)) return { expanded: names, faults: new Map() };
  const matcher = new Matcher(snapshot);
  const expanded: string[] = [];
  const faults = new Map<string, DeviceFault>();
  let room = deviceLimit - names.filter((name) => !isPattern(name)).length;
  for (const name of names) {
    const matches = isPattern(name) ? matcher.match(name) : [name];
    if ("reason" in matches) {
      faults.set(name, patternFault(name, matches));
      continue;
    }
    if (isPattern(name)) room -= matches.length;
    if (room < 0) faults.set(name, patternFault(name, tooManyDevices));
    else for (const match of matches) expanded.push(match);
  }
  return { expanded, faults };
}

type Refusal = Pick<DeviceFault, "reason"> & { readonly state: string };

const malformed: Refusal = { reason: "malformed-name", state: "the pattern is malformed" };
const unmatched: Refusal = { reason: "unknown-device", state: "no device matches the pattern" };
const tooManyDevices: Refusal = {
  reason: "malformed-name",
  state: `with what the pattern matches, the request asks for more than ${deviceLimit} devices`,
};
const tooManyComparisons: Refusal = {
  reason: "malformed-name",
  state: "the request has too many patterns for so many devices; begin them with VENDOR/CLASS=",
};

/** Finds what the patterns of one request match, each once. */
class Matcher {
  readonly #snapshot: Snapshot;
  readonly #known = new Map<string, readonly string[] | Refusal>();
  #comparisonsLeft = comparisonLimit;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  match(pattern: string): readonly string[] | Refusal {
    const matches = this.#known.get(pattern) ?? this.#matchAnew(pattern);
    this.#known.set(pattern, matches);
    return matches;
  }

  #matchAnew(pattern: string): readonly string[] | Refusal {
    const compiled = compilePattern(pattern);
    if (!compiled) return malformed;
    const prefix = literalPrefix(pattern);
    const names: string[] = [];
    for (const { name } of this.#snapshot.devices(prefix)) {
      if (!name.startsWith(prefix)) break;
      if (--this.#comparisonsLeft < 0) return tooManyComparisons;
      if (compiled.test(name)) names.push(name);
    }
    return names.length > 0 ? names : unmatched;
  }
}

function patternFault(name: string, { reason, state }: Refusal): DeviceFault {
  return { name, reason, message: `Cannot resolve ${quote(name)}: ${state}`, nearest: [] };
}
