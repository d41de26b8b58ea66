import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from "node:fs";

/**
 * Reads a small file whole at which a look has found a regular one of this size; undefined where it is larger than the
 * limit or cannot be read, as a file of sysfs may in any way it likes. The scratch memory has room for more than the limit.
 */
export function readSmallFile(path: string, size: number, limit: number, scratch: Buffer): string | undefined {
  try {
    // One call of the runtime in place of five. Files of procfs have no size, and need not end.
    return size > 0 && size <= limit ? readFileSync(path, "utf8") : readBounded(path, limit, scratch);
  } catch {
    return undefined;
  }
}

function readBounded(path: string, limit: number, scratch: Buffer): string | undefined {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    let length = 0;
    while (fstatSync(descriptor).isFile() && length < scratch.length) {
      const count = readSync(descriptor, scratch, length, scratch.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return length > limit ? undefined : scratch.toString("utf8", 0, length);
  } finally {
    closeSync(descriptor);
  }
}
