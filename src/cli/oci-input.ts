import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, errorText } from "../host/system-error.ts";
import { type OciDocument, parseOciDocument } from "../oci/document.ts";
import { type Problem, problem } from "../problems.ts";
import type { World } from "./world.ts";

/** An OCI spec and where it came from; no path where that is standard input. */
export interface OciInput {
  readonly document: OciDocument;
  readonly path: string | undefined;
}

/** Reads the OCI spec that an argument names: a file, a bundle directory, or `-` for standard input. */
export function readOciInput(argument: string, world: World): OciInput | Problem {
  if (argument === "-") return parse(world.readStdin(), undefined);
  const bundled = join(argument, "config.json");
  const attempt = readFile(argument);
  if (attempt.bytes) return parse(attempt.bytes, argument);
  if (attempt.code !== "EISDIR") return unreadable(argument, attempt.reason);
  const config = readFile(bundled);
  return config.bytes ? parse(config.bytes, bundled) : unreadable(bundled, config.reason);
}

function readFile(path: string): { bytes: Buffer } | { bytes?: undefined; code: string | undefined; reason: string } {
  try {
    return { bytes: readFileSync(path) };
  } catch (error) {
    return { code: errorCode(error), reason: errorText(error) };
  }
}

function unreadable(path: string, reason: string): Problem {
  return problem("unreadable-file", `Cannot read the OCI spec: ${reason}`, { path });
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
