import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { HostTree } from "./host-tree.ts";
import { lookAt } from "./look-at.ts";
import { pathHere } from "./look-inside.ts";

/** Bytes of a file from an offset on; fewer where it ends, none where they cannot be read. */
export type PartReader = (offset: number, length: number) => Buffer;

/**
 * Lets a function read parts of a regular file that may be large; undefined where there is no such file. Opens nothing that
 * could act on being opened.
 */
export function readParts<Result>(
  host: HostTree,
  path: string,
  use: (read: PartReader, size: number) => Result,
): Result | undefined {
  const real = host.realPath(path);
  if (real === undefined || !lookAt(pathHere(host, real))?.isFile()) return undefined;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(pathHere(host, real), constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return undefined;
    return use(readerOf(descriptor), stats.size);
  } catch (error) {
    return host.unopened(error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readerOf(descriptor: number): PartReader {
  return (offset, length) => {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
  };
}
