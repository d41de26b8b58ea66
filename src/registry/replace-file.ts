import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { lookAt } from "../host/look-at.ts";
import { errorCode, errorText } from "../host/system-error.ts";
import { writeAll } from "../host/write-all.ts";
import { type Problem, problem } from "../problems.ts";

export interface ReplaceOptions {
  /** Permission bits. Default: those of the file that is replaced; for a new file, what the umask leaves of 0666. */
  readonly mode?: number;
}

/**
 * Writes a file so that at any moment, through a full disk, a kill or a loss of power, either the old content is there
 * or the new. The problem says why it could not be written; the old file is untouched then. Where the path is a link,
 * what it leads to is replaced or made. A device or a pipe is written to, for it cannot be replaced, and so is a
 * descriptor that this process has open, such as `/dev/stdout`, even where a file is behind it.
 */
export function replaceFile(path: string, text: string, options: ReplaceOptions = {}): Problem | undefined {
  try {
    const target = targetOf(path);
    const old = typeof target === "string" ? statSync(target, { throwIfNoEntry: false }) : undefined;
    if (typeof target === "number") writeAll(target, text);
    else if (old && !old.isFile()) writeInto(target, text);
    else replace(target, text, old, options.mode);
    return undefined;
  } catch (error) {
    return problem("unwritable-file", `Cannot write file: ${errorText(error)}`, { path });
  }
}

/**
 * The path that links lead to, whether or not something is there, or the open descriptor that a path stands for. A `..`
 * behind a link leads out of what the link leads to, so none is taken away by the looks of the path.
 */
function targetOf(path: string): string | number {
  if (path.endsWith("/")) return path;
  let target = path;
  for (let links = 0; links < mostLinks; links++) {
    const real = join(realpathSync.native(dirname(target)), basename(target));
    const descriptor = openDescriptor.exec(real);
    if (Number(descriptor?.[1]) === process.pid) return Number(descriptor?.[2]);
    if (!lookAt(real)?.isSymbolicLink()) return real;
    const link = readlinkSync(real);
    target = isAbsolute(link) ? link : `${dirname(real)}/${link}`;
  }
  return target;
}

/** As the kernel has it. */
const mostLinks = 40;
const openDescriptor = /^\/proc\/(\d+)\/(?:task\/\d+\/)?fd\/(\d+)$/;

function replace(path: string, text: string, old: Stats | undefined, mode: number | undefined): void {
  const dir = dirname(path);
  const temporary = join(dir, `spec.${randomBytes(8).toString("hex")}.tmp`);
  try {
    writeDurably(temporary, text, old, mode);
    renameSync(temporary, path);
  } catch (error) {
    removeIfPresent(temporary);
    throw error;
  }
  syncDirectory(dir);
}

function writeInto(path: string, text: string): void {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_NOCTTY);
  try {
    writeAll(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

function writeDurably(path: string, text: string, old: Stats | undefined, mode: number | undefined): void {
  const bits = mode ?? old?.mode;
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  // Until it has the permissions it is to have, nobody else may look into it.
  const descriptor = openSync(path, flags, bits === undefined ? 0o666 : 0o600);
  try {
    writeAll(descriptor, text);
    if (old) keepOwner(descriptor, old);
    if (bits !== undefined) fchmodSync(descriptor, bits & 0o7777);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Only root can give a file away, and only to users that its namespace knows; else the new file is the writer's. */
function keepOwner(descriptor: number, { uid, gid }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    if (!["EPERM", "EINVAL"].includes(errorCode(error) ?? "")) throw error;
  }
}

function removeIfPresent(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or it is beyond reach: either way its ending keeps it from being loaded.
  }
}

/** Makes a rename last, where the directory may be read and the file system can sync one. */
function syncDirectory(dir: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(dir, constants.O_RDONLY | constants.O_DIRECTORY);
    fsyncSync(descriptor);
  } catch {
    // The file is there under its name: it was written, and only how soon that lasts is open.
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
