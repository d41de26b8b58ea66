import type { SpecFileReading } from "./look-at-spec-file.ts";

/** For so many milliseconds after its last write, a file that is no spec counts as one that is still being written. */
const quiet = 200;

/**
 * Whether a look at a file, begun at `now`, may have found a part of what is being written. Goes by the time of the last
 * write, which a change of name or permissions leaves as it is, and which nobody sets before he is done.
 */
export function mayBeHalfWritten({ file, identity }: SpecFileReading, now: number): boolean {
  return file.spec === undefined && identity !== undefined && Math.abs(now - identity.mtimeMs) < quiet;
}
