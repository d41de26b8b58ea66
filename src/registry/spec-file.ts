import { isDeepStrictEqual } from "node:util";
import type { Spec } from "../cdi/spec.ts";
import type { Problem } from "../problems.ts";

/** Where a spec file is found. */
export interface SpecFilePlace {
  /** The directory as it was given, joined with `name`. */
  readonly path: string;
  readonly name: string;
  /** The place of its directory in the list: a later directory has a higher one. */
  readonly priority: number;
}

/** A file of a spec directory as it was read. Never changes; a newer reading is another object. */
export interface SpecFile extends SpecFilePlace {
  /** Absent where a problem is an error. */
  readonly spec: Spec | undefined;
  readonly problems: readonly Problem[];
  /** The kinds that seem to be spelt in a file without a spec. */
  readonly seemingKinds: readonly string[];
}

/** Whether two readings of a file say the same, byte for byte or not. */
export function isSameReading(a: SpecFile | undefined, b: SpecFile | undefined): boolean {
  if (!a || !b) return a === b;
  return isDeepStrictEqual(a.spec, b.spec) && isDeepStrictEqual(a.problems, b.problems);
}

/** A key that puts files in the order in which the reference reads them: by directory, then by the bytes of the name. */
export function fileKey({ priority, name }: Pick<SpecFilePlace, "priority" | "name">): string {
  const bytes = /^[\0-\x7f]*$/.test(name) ? name : Buffer.from(name).toString("latin1");
  return `${String(priority).padStart(6, "0")}/${bytes}`;
}

const [searchedLength, keptKinds] = [65_536, 64];

/**
 * What looks like a kind in a text that is no spec. Paths look like kinds too; that does no harm. Each is a copy, for a
 * part of a string keeps the whole of it in memory.
 */
export function seemingKinds(text: string): string[] {
  const kinds = new Set<string>();
  for (const [kind] of text.slice(0, searchedLength).matchAll(/[A-Za-z][\w.-]{0,252}\/[A-Za-z][\w.-]{0,252}/g)) {
    kinds.add(Buffer.from(kind).toString("latin1"));
    if (kinds.size === keptKinds) break;
  }
  return [...kinds];
}
