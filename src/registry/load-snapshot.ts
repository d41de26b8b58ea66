import { join } from "node:path";
import { type Problem, problem } from "../problems.ts";
import { cleanDirectory } from "./clean-directory.ts";
import { defaultSpecDirs } from "./default-spec-dirs.ts";
import { inTurns, type Progress } from "./in-turns.ts";
import { listDirectory } from "./list-directory.ts";
import { Patience } from "./patience.ts";
import { readSpecFile } from "./read-spec-file.ts";
import { formatRevision, newEpoch } from "./revision.ts";
import { type Snapshot, type SpecDirectory, snapshotOf } from "./snapshot.ts";
import type { SpecFile, SpecFilePlace } from "./spec-file.ts";

export interface LoadOptions {
  /** Called now and then with how many of how many files are read, and at the end unless there are none. */
  readonly onProgress?: Progress | undefined;
  readonly epoch?: string;
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
  const patience = new Patience();
  for await (const place of inTurns(places, { onProgress })) {
    const reading = await read(place, patience);
    if (reading) files.push(reading.file);
  }
  return snapshotOf(files, { revision: formatRevision({ epoch, n: 1 }), directories });
}

function unused(path: string): Problem {
  const message = "No runtime loads the file: a spec's name must end in .json or .yaml, in lower case";
  return problem("unused-extension", message, { path });
}
