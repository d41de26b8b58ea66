import { readSpec } from "../cdi/read-spec.ts";
import { mayBeHalfWritten } from "./half-written.ts";
import { lookAtSpecFile, type SpecFileReading, type TextReader } from "./look-at-spec-file.ts";
import { Patience } from "./patience.ts";
import type { SpecFilePlace } from "./spec-file.ts";

/**
 * Reads a file of a spec directory; undefined where it is gone. A file that is no spec and was written just now is looked
 * at again, until it is one, has been left alone for a while, or the patience is used up. All files of a load share the
 * patience; and once one was waited for, those written at the same time are no longer fresh. An old one costs no wait.
 */
export async function readSpecFile(
  place: SpecFilePlace,
  patience = new Patience(),
  read: TextReader = readSpec,
): Promise<SpecFileReading | undefined> {
  for (;;) {
    const now = Date.now();
    const reading = await lookAtSpecFile(place, read);
    if (!reading || !mayBeHalfWritten(reading, now) || !(await patience.wait())) return reading;
  }
}
