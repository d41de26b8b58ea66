import { closeSync, constants, fstatSync, openSync, type Stats, statSync } from "node:fs";
import { lookAt } from "../host/look-at.ts";
import { readToEnd } from "../host/read-to-end.ts";
import { errorCode, errorText, isMissing, isShortage } from "../host/system-error.ts";
import { type Problem, problem } from "../problems.ts";

/** The largest file that is read. The reference has no limit: it would read any file that memory can hold. */
export const fileSizeLimit = 32 * 1024 * 1024;

/** A file's content and what tells it from what was or will be at the same path. */
export interface RegularFile {
  readonly bytes: Buffer;
  readonly identity: FileIdentity;
}

/** What a file system says of a file without reading it. Times are in milliseconds, to a quarter of a microsecond. */
export type FileIdentity = Pick<Stats, "dev" | "ino" | "size" | "mtimeMs" | "ctimeMs">;

/** Whether nothing was written between two looks at a path, as far as the kernel's clock can tell. */
export function isSameFile(a: FileIdentity, b: FileIdentity): boolean {
  return a.ino === b.ino && a.ctimeMs === b.ctimeMs && a.mtimeMs === b.mtimeMs && a.size === b.size && a.dev === b.dev;
}

export function identityOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): FileIdentity {
  return { dev, ino, size, mtimeMs, ctimeMs };
}

export interface ReadOptions {
  /** In bytes. Default: `fileSizeLimit`. */
  readonly limit?: number;
  /** Memory for files that fit; what is returned is a part of it then, and good until it is used again. */
  readonly scratch?: Buffer;
}

export type FileReading = { readonly file: RegularFile } | { readonly problem: Problem } | "gone";

/**
 * Reads a file whole, through links. Never waits: what is not a regular file is not opened, and one that becomes a FIFO
 * between the look and the opening is opened without blocking and refused then. `gone` where there is nothing at the
 * path, or a directory, which is no spec file either. Throws where this process has no descriptors left.
 */
export function readRegularFile(path: string, { limit = fileSizeLimit, scratch }: ReadOptions = {}): FileReading {
  let descriptor: number | undefined;
  try {
    const before = statSync(path);
    if (before.isDirectory() && lookAt(path)?.isDirectory()) return "gone";
    if (!before.isFile()) return { problem: notRegular(path, before) };
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { problem: notRegular(path, stats) };
    const enough =
      scratch && scratch.length > stats.size ? scratch : Buffer.allocUnsafe(Math.min(stats.size, limit) + 1);
    const bytes = stats.size > limit ? undefined : readToEnd(descriptor, limit, enough);
    if (!bytes) return { problem: tooLarge(path, limit) };
    return { file: { bytes, identity: identityOf(stats) } };
  } catch (error) {
    if (isShortage(error)) throw error;
    return isMissing(error) && !lookAt(path) ? "gone" : { problem: unreadable(path, error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Whether everyone may read the file, as far as its own mode says. */
export function worldReadable(path: string): boolean {
  return ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0o4) & 0o4) !== 0;
}

function notRegular(path: string, stats: Stats): Problem {
  return problem("not-a-regular-file", `Cannot read spec: it is ${fileTypeName(stats)}, not a regular file`, { path });
}

function fileTypeName(stats: Stats): string {
  if (stats.isFIFO()) return "a FIFO";
  if (stats.isSocket()) return "a socket";
  return stats.isDirectory() ? "a link to a directory" : "a device";
}

function unreadable(path: string, error: unknown): Problem {
  const reason = isMissing(error)
    ? "the symbolic link leads nowhere"
    : errorCode(error) === "ELOOP"
      ? "the symbolic link leads back to itself"
      : errorText(error);
  return problem("unreadable-file", `Cannot read spec: ${reason}`, { path });
}

function tooLarge(path: string, limit: number): Problem {
  const message = `Cannot read spec: the file is larger than ${limit / 1024 / 1024} MiB; Go runtimes would try to read all of it`;
  return problem("file-too-large", message, { path });
}
