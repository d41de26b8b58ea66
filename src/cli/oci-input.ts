import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type OciDocument, parseOciDocument } from "../oci/document.ts";
import { type Problem, problem } from "../problems.ts";
import { UsageError } from "./parse-arguments.ts";
import type { World } from "./world.ts";

/** An OCI spec and where it came from; no path where that is standard input. */
export interface OciInput {
  readonly document: OciDocument;
  readonly path: string | undefined;
}

/** Reads the OCI spec that an argument names: a file, a bundle directory, or `-` for standard input. */
export function readOciInput(argument: string, world: World): OciInput | Problem {
  if (argument === "") throw new UsageError("The OCI spec must be a file, a bundle directory or -");
  try {
    const path = argument === "-" ? undefined : pathOf(argument);
    const bytes = path === undefined ? world.readStdin() : readFileSync(path);
    return parse(bytes, path);
  } catch (error) {
    if (error instanceof Error && "code" in error)
      return problem("unreadable-file", `Cannot read the OCI spec: ${error.message}`, { path: argument });
    throw error;
  }
}

function pathOf(argument: string): string {
  return statSync(argument).isDirectory() ? join(argument, "config.json") : argument;
}

function parse(bytes: Buffer, path: string | undefined): OciInput | Problem {
  const place = path === undefined ? {} : { path };
  const text = bytes.toString("utf8");
  if (text.includes("\ufffd") && !Buffer.from(text, "utf8").equals(bytes)) {
    return problem("invalid-encoding", "Cannot use the OCI spec: it is not UTF-8", place);
  }
  const document = parseOciDocument(text, path);
  return "code" in document ? document : { document, path };
}
