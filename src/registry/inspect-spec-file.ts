import { basename } from "node:path";
import { inspectSpec } from "../cdi/inspect-spec.ts";
import { type Problem, problem } from "../problems.ts";
import type { SpecFileReading } from "./look-at-spec-file.ts";
import type { Patience } from "./patience.ts";
import { worldReadable } from "./read-regular-file.ts";
import { readSpecFile } from "./read-spec-file.ts";
import type { SpecFilePlace } from "./spec-file.ts";

/** Reads a spec file like `readSpecFile`, with doubts among the problems. Takes far longer: nothing is taken on trust. */
export async function inspectSpecFile(place: SpecFilePlace, patience?: Patience): Promise<SpecFileReading | undefined> {
  const reading = await readSpecFile(place, patience, inspectSpec);
  if (!reading?.identity || worldReadable(place.path)) return reading;
  const message = "Only its owner or group can read the file, so a rootless runtime cannot load it";
  const doubt = problem("not-world-readable", message, { path: place.path });
  return { ...reading, file: { ...reading.file, problems: [doubt, ...reading.file.problems] } };
}

/** Everything wrong or doubtful about one file that is meant as a spec, wherever it is. */
export async function inspectPath(path: string): Promise<readonly Problem[]> {
  const reading = await inspectSpecFile({ path, name: basename(path), priority: 0 });
  if (reading) return reading.file.problems;
  return [problem("unreadable-file", "Cannot read spec: no such file", { path })];
}
