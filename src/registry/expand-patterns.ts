import type { DeviceFault } from "./device-fault.ts";
import { compilePattern, isPattern, literalPrefix } from "./match-pattern.ts";
import type { Snapshot } from "./snapshot.ts";

/** Puts in place of each pattern the names it matches, in order. One that is malformed or matches nothing is a fault. */
export function expandPatterns(
  names: readonly string[],
  snapshot: Snapshot,
): { readonly expanded: readonly string[]; readonly faults: ReadonlyMap<string, DeviceFault> } {
  if (!names.some(isPattern)) return { expanded: names, faults: new Map() };
  const expanded: string[] = [];
  const faults = new Map<string, DeviceFault>();
  for (const name of names) {
    if (!isPattern(name)) {
      expanded.push(name);
      continue;
    }
    const expression = compilePattern(name);
    const matching = expression ? matches(name, expression, snapshot) : [];
    if (matching.length === 0) faults.set(name, patternFault(name, expression !== undefined));
    for (const match of matching) expanded.push(match);
  }
  return { expanded, faults };
}

function matches(
  pattern: string,
  expression: { readonly test: (text: string) => boolean },
  snapshot: Snapshot,
): string[] {
  const prefix = literalPrefix(pattern);
  const names: string[] = [];
  for (const { name } of snapshot.devices(prefix)) {
    if (!name.startsWith(prefix)) break;
    if (expression.test(name)) names.push(name);
  }
  return names;
}

function patternFault(name: string, isWellFormed: boolean): DeviceFault {
  const reason = isWellFormed ? "unknown-device" : "malformed-name";
  const state = isWellFormed ? "no device matches the pattern" : "the pattern is malformed";
  return { name, reason, message: `Cannot resolve ${JSON.stringify(name)}: ${state}`, nearest: [] };
}
