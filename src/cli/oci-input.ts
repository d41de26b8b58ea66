import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { join } from "node:path";
import { readToEnd } from "../host/read-to-end.ts";
import { errorText } from "../host/system-error.ts";
import { type OciDocument, parseOciDocument } from "../oci/document.ts";
import type { DocumentFault } from "../oci/wrong-shape.ts";
import { type Problem, type ProblemCode, problem } from "../problems.ts";
import { readStdin } from "./read-stdin.ts";
import type { World } from "./world.ts";

/** An OCI spec and where it came from; no path where that is standard input. */
export interface OciInput {
  readonly document: OciDocument;
  readonly path: string | undefined;
}

/** The largest OCI spec that is read; those of engines have some ten KiB. */
const sizeLimit = 64 * 1024 * 1024;

/** Reads the OCI spec that an argument names: a file or pipe, a bundle directory, or `-` for standard input. */
export function readOciInput(argument: string, world: World): OciInput | Problem {
  if (argument === "-") {
    const stdin = readStdin(world, sizeLimit);
    return "problem" in stdin ? stdin.problem : documentOf(stdin, undefined);
  }
  const reading = readFile(argument);
  if (reading !== "directory") return documentOf(reading, argument);
  const bundled = join(argument, "config.json");
  const inBundle = readFile(bundled, constants.O_NONBLOCK);
  return documentOf(inBundle === "directory" ? notRegular : inBundle, bundled);
}

/** A fault of the document as a problem. */
export function documentProblem({ code, message, line, column }: DocumentFault, path: string | undefined): Problem {
  return problem(code, message, { ...placeOf(path), line, column });
}

type Reading = { readonly bytes: Buffer } | { readonly code: ProblemCode; readonly reason: string };

const tooLarge: Reading = { code: "file-too-large", reason: `it is larger than ${sizeLimit / 1024 / 1024} MiB` };
const notRegular: Reading = { code: "not-a-regular-file", reason: "it is not a regular file" };

/** With `O_NONBLOCK` only a regular file is read, so that nothing is waited for. */
function readFile(path: string, flag = 0): Reading | "directory" {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOCTTY | flag);
    const stats = fstatSync(descriptor);
    if (stats.isDirectory()) return "directory";
    if (flag !== 0 && !stats.isFile()) return notRegular;
    const bytes = readToEnd(descriptor, sizeLimit);
    return bytes ? { bytes } : tooLarge;
  } catch (error) {
    return { code: "unreadable-file", reason: errorText(error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function documentOf(reading: Reading, path: string | undefined): OciInput | Problem {
  if ("code" in reading) return problem(reading.code, `Cannot read the OCI spec: ${reading.reason}`, placeOf(path));
  const { bytes } = reading;
  const text = bytes.toString("utf8");
  if (text.includes("\ufffd") && !Buffer.from(text, "utf8").equals(bytes)) {
    return problem("invalid-encoding", "Cannot use the OCI spec: it is not UTF-8", placeOf(path));
  }
  const document = parseOciDocument(text, path);
  return "code" in document ? document : { document, path };
}

function placeOf(path: string | undefined): { path?: string } {
  return path === undefined ? {} : { path };
}
