import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { errorCode, errorText } from "../host/system-error.ts";
import { type Problem, problem } from "../problems.ts";

export interface ReplaceOptions {
  /** Permission bits. Default: those of the file that is replaced; for a new file, what the umask leaves of 0666. */
  readonly mode?: number;
}

/**
 * Writes a file so that at any moment, through a full disk, a kill or a loss of power, either the old content is there
 * or the new. The problem says why it could not be written; the old file is untouched then. Where the path is a link to
 * a file, that file is replaced; a device or a pipe is written to, for it cannot be replaced.
 */
export function replaceFile(path: string, text: string, options: ReplaceOptions = {}): Problem | undefined {
  try {
    const old = statSync(path, { throwIfNoEntry: false });
    if (old && !old.isFile()) writeInto(path, text);
    else replace(old ? realpathSync(path) : path, text, old, options.mode);
    return undefined;
  } catch (error) {
    return problem("unwritable-file", `Cannot write file: ${errorText(error)}`, { path });
  }
}

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
    writeFileSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

function writeDurably(path: string, text: string, old: Stats | undefined, mode: number | undefined): void {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o666);
  try {
    writeFileSync(descriptor, text);
    if (old) keepOwner(descriptor, old);
    const bits = mode ?? old?.mode;
    if (bits !== undefined) fchmodSync(descriptor, bits & 0o7777);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Only root can give a file away; for everyone else the new file is theirs. */
function keepOwner(descriptor: number, { uid, gid }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    if (errorCode(error) !== "EPERM") throw error;
  }
}

function removeIfPresent(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or it is beyond reach: either way its ending keeps it from being loaded.
  }
}

/** Makes a rename last. Some file systems cannot sync a directory and say so. */
function syncDirectory(dir: string): void {
  const descriptor = openSync(dir, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (errorCode(error) !== "EINVAL") throw error;
  } finally {
    closeSync(descriptor);
  }
}
