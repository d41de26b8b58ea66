import { readSync } from "node:fs";
import { pause } from "./pause.ts";
import { errorCode } from "./system-error.ts";

/**
 * Reads a file descriptor to its end, a pipe's as well, whether or not it blocks; undefined once it gives more bytes
 * than the limit, as `/dev/zero` does. What is returned is a part of `scratch` where that is longer than what comes.
 */
export function readToEnd(
  descriptor: number,
  limit: number,
  scratch: Buffer = Buffer.allocUnsafe(65_536),
): Buffer | undefined {
  let bytes: Buffer = scratch;
  let length = 0;
  for (;;) {
    const count = readSome(descriptor, bytes.subarray(length));
    if (count === 0) return bytes.subarray(0, length);
    length += count;
    if (length > limit) return undefined;
    if (length === bytes.length) bytes = Buffer.concat([bytes], 2 * length);
  }
}

function readSome(descriptor: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, into, 0, into.length, null);
    } catch (error) {
      const code = errorCode(error);
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      pause();
    }
  }
}
