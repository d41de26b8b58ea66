import { editable } from "../../oci/document.ts";
import { JsonFault, type ObjectSpan, type Span } from "../../oci/json-spans.ts";
import { readSpans } from "../../oci/read-spans.ts";
import { ApiError } from "../answers/api-error.ts";

/** An object within a text that is passed on to the letter. */
export class JsonText {
  /** Of the whole body. */
  readonly text: string;
  readonly span: ObjectSpan;

  constructor(text: string, span: ObjectSpan) {
    this.text = text;
    this.span = span;
  }
}

const interest = { members: new Map([["spec", editable]]) };

const decoder = new TextDecoder("utf-8", { fatal: true });

/** So many bodies are kept, and none that is longer, in characters. */
const [kept, longest] = [64, 65_536];

/**
 * Reads requests' bodies, each as `readJsonBody`. One that comes again is the same object again, so that what was found
 * out about it can be found by it.
 */
export class JsonBodies {
  readonly #known = new Map<string, unknown>();

  read(bytes: Buffer): unknown {
    const text = decode(bytes);
    const before = this.#known.get(text);
    if (before !== undefined) return before;
    const body = readJsonBody(text);
    if (text.length > longest) return body;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= kept && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(text, body);
    return body;
  }
}

/**
 * Reads a request's body. An object under `spec` stays text, since no JavaScript number holds all that an OCI spec can.
 * @throws ApiError where it is no JSON, repeats a key or is nested too deep
 */
function readJsonBody(text: string): unknown {
  const root = spansOf(text);
  if (root.is !== "object") return JSON.parse(text);
  const body: Record<string, unknown> = Object.create(null);
  for (const { key, value } of root.members) {
    body[key] =
      key === "spec" && value.is === "object"
        ? new JsonText(text, value)
        : JSON.parse(text.slice(value.start, value.end));
  }
  return body;
}

function decode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ApiError("malformed-request", "The body is not UTF-8");
  }
}

function spansOf(text: string): Span {
  try {
    return readSpans(text, interest);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new ApiError("malformed-request", `The body is not JSON as it is due: ${error.message}`);
  }
}
