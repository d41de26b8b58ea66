import { isDirectory } from "../host/is-directory.ts";
import { type Problem, problem } from "../problems.ts";
import { decodeText, encodingProblem } from "../registry/decode-text.ts";
import { fileSizeLimit, readRegularFile } from "../registry/read-regular-file.ts";
import { readStdin } from "./read-stdin.ts";
import type { World } from "./world.ts";

/** A spec's text and the path that goes into its problems, or why there is none. */
export type SpecInput = { readonly text: string; readonly path: string } | { readonly problem: Problem };

/** Reads the spec that an argument names: a file, or `-` for standard input, which is the path of its problems too. */
export function readSpecInput(path: string, world: World): SpecInput {
  const reading = path === "-" ? fromStdin(world) : fromFile(path);
  if ("problem" in reading) return { problem: reading.problem };
  const decoded = decodeText(reading.bytes);
  if ("text" in decoded) return { text: decoded.text, path };
  return { problem: encodingProblem(decoded.badByteAt, path) };
}

type BytesReading = { readonly bytes: Buffer } | { readonly problem: Problem };

function fromStdin(world: World): BytesReading {
  const reading = readStdin(world, fileSizeLimit);
  return "problem" in reading ? { problem: { ...reading.problem, path: "-" } } : reading;
}

function fromFile(path: string): BytesReading {
  const reading = readRegularFile(path);
  if (reading === "gone") return { problem: problem("unreadable-file", goneMessage(path), { path }) };
  return "problem" in reading ? reading : reading.file;
}

function goneMessage(path: string): string {
  return `Cannot read spec: ${isDirectory(path) ? "it is a directory" : "no such file"}`;
}
