import type { DefinedDevice } from "./defined-device.ts";
import { fileKey, type SpecFile } from "./spec-file.ts";

/** The definitions of one name, in the order of their files; alone where there is but one, which is nearly always. */
export type Definitions = DefinedDevice | readonly DefinedDevice[];

export function asList(definitions: Definitions): readonly DefinedDevice[] {
  return "name" in definitions ? [definitions] : definitions;
}

/**
 * Definitions without those of files that are gone, and with others, which are in order too. Takes the time of a copy:
 * thousands of files may define one name, and each file's key has to be made up.
 */
export function redefine(
  definitions: Definitions | undefined,
  gone: ReadonlySet<SpecFile>,
  added: Definitions | undefined,
): Definitions | undefined {
  if (!definitions) return added;
  const left = asList(definitions).filter(({ file }) => !gone.has(file));
  const all = added ? merge(left, asList(added)) : left;
  return all.length > 1 ? all : all[0];
}

function merge(old: readonly DefinedDevice[], added: readonly DefinedDevice[]): readonly DefinedDevice[] {
  if (old.length === 0) return added;
  const parts: (readonly DefinedDevice[])[] = [];
  let done = 0;
  for (const device of added) {
    const place = placeOf(fileKey(device.file), old, done);
    parts.push(old.slice(done, place), [device]);
    done = place;
  }
  return [...parts, old.slice(done)].flat();
}

/** The index of the first definition, from `low` on, whose file comes after a key. */
function placeOf(key: string, definitions: readonly DefinedDevice[], low: number): number {
  let high = definitions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = definitions[middle];
    if (found && fileKey(found.file) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
