import { closeSync, constants, type Dirent, openSync, readdirSync, readSync } from "node:fs";
import { basename, join } from "node:path";
import { readPlainSpec } from "../cdi/read-spec.ts";
import { isSpecFileName } from "../cdi/spec-file-names.ts";
import { cleanDirectory } from "./clean-directory.ts";
import { decodeText } from "./decode-text.ts";
import type { LoadOptions } from "./load-snapshot.ts";
import { mayDefineKind } from "./may-define-kind.ts";
import { Patience } from "./patience.ts";
import { readSpecFile } from "./read-spec-file.ts";
import type { SpecFile, SpecFilePlace } from "./spec-file.ts";

/**
 * The files of spec directories that can define a kind starting with one of the given texts; no other is parsed. Where
 * names of devices are given, the edits of other devices may be missing.
 */
export async function candidateFiles(
  dirs: readonly string[],
  { kinds, devices }: { readonly kinds: readonly string[]; readonly devices?: ReadonlySet<string> },
  { onProgress }: LoadOptions = {},
): Promise<SpecFile[]> {
  const files: SpecFile[] = [];
  const candidates = candidatesIn(dirs);
  const patience = new Patience();
  const window = Buffer.allocUnsafe(windowSize);
  for (const [index, { place, isFile }] of candidates.entries()) {
    const bytes = isFile ? peek(place.path, window) : undefined;
    if (!bytes || mayDefineKind(bytes, kinds)) {
      const file = (bytes && plainFile(place, bytes, devices)) ?? (await readSpecFile(place, patience))?.file;
      if (file) files.push(file);
    }
    onProgress?.(index + 1, candidates.length);
  }
  return files;
}

/** What nearly every file is, from the one look that told it from others. */
function plainFile(place: SpecFilePlace, bytes: Buffer, devices?: ReadonlySet<string>): SpecFile | undefined {
  const decoded = decodeText(bytes);
  const spec = "text" in decoded ? readPlainSpec(decoded.text, devices) : undefined;
  return spec && { ...place, spec, problems: [], seemingKinds: [] };
}

interface Candidate {
  readonly place: SpecFilePlace;
  readonly isFile: boolean;
}

function candidatesIn(dirs: readonly string[]): Candidate[] {
  const found: Candidate[] = [];
  for (const [priority, dir] of dirs.map(cleanDirectory).entries()) {
    if (isSpecFileName(basename(dir))) found.push({ place: { path: dir, name: "", priority }, isFile: false });
    for (const entry of entriesOf(dir)) {
      const { name } = entry;
      if (isSpecFileName(name) && !entry.isDirectory()) {
        found.push({ place: { path: join(dir, name), name, priority }, isFile: entry.isFile() });
      }
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
    let length = 0;
    while (length < window.length) {
      const count = readSync(descriptor, window, length, window.length - length, null);
      if (count === 0) return window.subarray(0, length);
      length += count;
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
