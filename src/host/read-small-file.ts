import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";

/**
 * Reads a small regular file whole; undefined where there is none, it is larger than the limit or the read fails, as
 * that of a sysfs file may in any way it likes. Opens nothing that could act on being opened, and never waits. The
 * scratch memory has room for more than the limit.
 */
export function readSmallFile(path: string, limit: number, scratch: Buffer): string | undefined {
  let descriptor: number | undefined;
  try {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (!fstatSync(descriptor).isFile()) return undefined;
    const length = fill(descriptor, scratch);
    return length > limit ? undefined : scratch.toString("utf8", 0, length);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function fill(descriptor: number, scratch: Buffer): number {
  let length = 0;
  while (length < scratch.length) {
    const count = readSync(descriptor, scratch, length, scratch.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return length;
}
