import { closeSync, constants, type Dirent, openSync, readdirSync, readSync } from "node:fs";
import { basename, join } from "node:path";
import { isSpecFileName } from "../cdi/spec-file-names.ts";
import { cleanDirectory } from "./clean-directory.ts";
import type { LoadOptions } from "./load-snapshot.ts";
import { mayDefineKind } from "./may-define-kind.ts";
import { Patience } from "./patience.ts";
import { readSpecFile } from "./read-spec-file.ts";
import type { SpecFile, SpecFilePlace } from "./spec-file.ts";

/** The files of spec directories that can define a kind starting with one of the given texts; no other is parsed. */
export async function candidateFiles(
  dirs: readonly string[],
  kinds: readonly string[],
  { onProgress, onLargeSpec }: LoadOptions = {},
): Promise<SpecFile[]> {
  const files: SpecFile[] = [];
  const places = candidates(dirs, kinds);
  const patience = new Patience();
  for (const [index, { place, size }] of places.entries()) {
    if (size > largeSpec && size < hugeSpec) onLargeSpec?.();
    const reading = await readSpecFile(place, patience);
    if (reading) files.push(reading.file);
    onProgress?.(index + 1, places.length);
  }
  return files;
}

const [largeSpec, hugeSpec] = [64 * 1024, 1024 * 1024];

interface Candidate {
  readonly place: SpecFilePlace;
  /** In bytes; infinite where it was not looked at. */
  readonly size: number;
}

function candidates(dirs: readonly string[], kinds: readonly string[]): Candidate[] {
  const found: Candidate[] = [];
  const window = Buffer.allocUnsafe(windowSize);
  for (const [priority, dir] of dirs.map(cleanDirectory).entries()) {
    if (isSpecFileName(basename(dir))) found.push({ place: { path: dir, name: "", priority }, size: 0 });
    for (const entry of entriesOf(dir)) {
      const { name } = entry;
      if (!isSpecFileName(name) || entry.isDirectory()) continue;
      const path = join(dir, name);
      const bytes = entry.isFile() ? peek(path, window) : undefined;
      if (bytes && !mayDefineKind(bytes, kinds)) continue;
      found.push({ place: { path, name, priority }, size: bytes?.length ?? Number.POSITIVE_INFINITY });
    }
  }
  return found;
}

function entriesOf(dir: string): Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
}

const windowSize = 1024 * 1024;

/** The bytes of a file, if they fit the window; undefined where it has to be read with care. Never waits. */
function peek(path: string, window: Buffer): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const length = readSync(descriptor, window, 0, window.length, null);
    return length < window.length ? window.subarray(0, length) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
