import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Problem, problem } from "../problems.ts";
import { cleanDirectory } from "./clean-directory.ts";
import { defaultSpecDirs } from "./default-spec-dirs.ts";
import { listDirectory } from "./list-directory.ts";
import { readSpecFile } from "./read-spec-file.ts";
import { formatRevision, newEpoch } from "./revision.ts";
import { type Snapshot, type SpecDirectory, snapshotOf } from "./snapshot.ts";
import type { SpecFile, SpecFilePlace } from "./spec-file.ts";

export interface LoadOptions {
  /** Called now and then with how many of how many files are read. */
  readonly onProgress?: ((read: number, total: number) => void) | undefined;
  readonly epoch?: string;
  /** Called by `resolveOnce` before it parses a spec over 64 KiB, for a process that wants to prepare for work. */
  readonly onLargeSpec?: (() => void) | undefined;
}

/** Reads the spec directories, in ascending priority, once. Whatever is wrong with them is in the snapshot's problems. */
export function loadSnapshot(dirs = defaultSpecDirs, options: LoadOptions = {}): Promise<Snapshot> {
  return load(dirs, options, readSpecFile, false);
}

/** The same with everything doubtful among the problems as well; takes many times as long. */
export async function inspectDirectories(dirs = defaultSpecDirs, options: LoadOptions = {}): Promise<Snapshot> {
  const { inspectSpecFile } = await import("./inspect-spec-file.ts");
  return load(dirs, options, inspectSpecFile, true);
}

/** So many files are read before other work gets a turn. */
const filesPerTurn = 64;

async function load(
  dirs: readonly string[],
  { onProgress, epoch = newEpoch() }: LoadOptions,
  read: typeof readSpecFile,
  withDoubts: boolean,
): Promise<Snapshot> {
  const directories: SpecDirectory[] = [];
  const places: SpecFilePlace[] = [];
  for (const [priority, dir] of dirs.map(cleanDirectory).entries()) {
    const { state, problems, names, mistaken } = listDirectory(dir);
    const doubts = withDoubts ? mistaken.map((name) => unused(join(dir, name))) : [];
    directories.push({ path: dir, priority, state, problems: [...problems, ...doubts] });
    for (const name of names) places.push({ path: join(dir, name), name, priority });
  }
  const files: SpecFile[] = [];
  for (const [count, place] of places.entries()) {
    const reading = await read(place);
    if (reading) files.push(reading.file);
    if (count % filesPerTurn !== filesPerTurn - 1) continue;
    onProgress?.(count + 1, places.length);
    await nextTurn();
  }
  return snapshotOf(files, { revision: formatRevision({ epoch, n: 1 }), directories });
}

function unused(path: string): Problem {
  const message = "No runtime loads the file: a spec's name must end in .json or .yaml, in lower case";
  return problem("unused-extension", message, { path });
}
