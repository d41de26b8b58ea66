import { readSpec } from "../cdi/read-spec.ts";
import type { Spec } from "../cdi/spec.ts";
import type { SpecReading } from "../cdi/spec-reading.ts";
import type { Problem } from "../problems.ts";
import { decodeText, encodingProblem } from "./decode-text.ts";
import { type FileIdentity, readRegularFile } from "./read-regular-file.ts";
import { type SpecFile, type SpecFilePlace, seemingKinds } from "./spec-file.ts";

/** One look at a spec file. */
export interface SpecFileReading {
  readonly file: SpecFile;
  /** Absent where it could not be read. */
  readonly identity: FileIdentity | undefined;
}

/** Makes a spec of a text, as `readSpec` or `inspectSpec` does. */
export type TextReader = (text: string, path: string) => Promise<SpecReading>;

/** Memory for one file after the other: each is decoded before the next is read. */
const scratch = Buffer.allocUnsafeSlow(65_536);

/**
 * Reads a file of a spec directory as it is at this moment, half written or not; undefined where it is gone. The reader
 * is not called where there is no text to read.
 */
export async function lookAtSpecFile(
  place: SpecFilePlace,
  read: TextReader = readSpec,
): Promise<SpecFileReading | undefined> {
  const { path } = place;
  const reading = readRegularFile(path, { scratch });
  if (reading === "gone") return undefined;
  if ("problem" in reading) return { file: specFile(place, undefined, [reading.problem]), identity: undefined };
  const { bytes, identity } = reading.file;
  const decoded = decodeText(bytes);
  if ("badByteAt" in decoded) {
    const found = encodingProblem(decoded.badByteAt, path);
    return { file: specFile(place, undefined, [found], bytes.toString("latin1")), identity };
  }
  const { spec, problems } = await read(decoded.text, path);
  return { file: specFile(place, spec, problems, decoded.text), identity };
}

function specFile(place: SpecFilePlace, spec: Spec | undefined, problems: readonly Problem[], text = ""): SpecFile {
  return { ...place, spec, problems, seemingKinds: spec ? noKinds : seemingKinds(text) };
}

const noKinds: readonly string[] = [];
