import { closeSync, constants, openSync, readSync } from "node:fs";

/** Neither waits for a writer nor becomes this process's terminal, if something else has come to the path meanwhile. */
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Reads a file whole at which a look has found a regular one; undefined where it is larger than the limit. The size that a
 * file says it has is no help: those of procfs say none, and need not end. The scratch memory has room for more than the
 * limit. Throws where it cannot be read, as a file of sysfs may in any way it likes.
 */
export function readSmallFile(path: string, limit: number, scratch: Buffer): string | undefined {
  const descriptor = openSync(path, flags);
  try {
    let length = 0;
    while (length < scratch.length) {
      const count = readSync(descriptor, scratch, length, scratch.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return length > limit ? undefined : scratch.toString("utf8", 0, length);
  } finally {
    closeSync(descriptor);
  }
}
