import type { DefinedDevice } from "./defined-device.ts";

/** What becomes of the definitions of one name. */
export type Ranking =
  | { readonly winner: DefinedDevice; readonly shadowed: readonly DefinedDevice[] }
  | { readonly conflict: Conflict };

/** Definitions that rule each other out, and with them every other definition of the name. */
export interface Conflict {
  /** Those of equal priority, level by level. */
  readonly clashes: readonly (readonly DefinedDevice[])[];
  /** The clean definition that would override the clash; Go runtimes drop it all the same. */
  readonly draggedDown: DefinedDevice | undefined;
}

/**
 * Ranks definitions as the reference does: the highest priority wins, unless any two are of equal priority. Then the name
 * has no device, even where a later directory defines it cleanly.
 */
export function rankDefinitions(definitions: readonly DefinedDevice[]): Ranking | undefined {
  const [first, second] = definitions;
  if (!first) return undefined;
  if (!second) return { winner: first, shadowed: [] };
  const levels = new Map<number, DefinedDevice[]>();
  for (const definition of definitions) {
    const level = levels.get(definition.priority);
    if (level) level.push(definition);
    else levels.set(definition.priority, [definition]);
  }
  const descending = [...levels].sort(([a], [b]) => b - a).map(([, level]) => level);
  const clashes = descending.filter((level) => level.length > 1);
  const [top] = descending;
  const [highest] = top ?? [];
  if (!highest) return undefined;
  if (clashes.length > 0) return { conflict: { clashes, draggedDown: top?.length === 1 ? highest : undefined } };
  return { winner: highest, shadowed: descending.slice(1).flat() };
}
