import type { ContainerEdits } from "../cdi/spec.ts";
import type { DefinedDevice } from "./defined-device.ts";

/** In characters of JSON. What edits come to in the end, merged, injected and printed, is many times as long. */
const longestRepetition = 16 * 1024 * 1024;

/**
 * The device with which a list names devices again so often that their edits would not fit into memory. What devices bring
 * the first time does not count: it is in memory already, and no list of names makes it more.
 */
export function repeatedTooOften(devices: readonly DefinedDevice[]): DefinedDevice | undefined {
  const lengths = new Map<ContainerEdits, number | undefined>();
  let room = longestRepetition;
  for (const device of devices) {
    const edits = device.definition.containerEdits;
    if (!lengths.has(edits)) {
      lengths.set(edits, undefined);
      continue;
    }
    const length = lengths.get(edits) ?? JSON.stringify(edits).length;
    lengths.set(edits, length);
    room -= length;
    if (room < 0) return device;
  }
  return undefined;
}
