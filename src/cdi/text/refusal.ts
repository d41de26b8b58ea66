import type { ProblemCode } from "../../problems.ts";
import type { TextIssue } from "./text-issue.ts";

/** Thrown inside the reader to give up on a text; it never leaves `parseTree`. */
export class Refusal extends Error {
  readonly fault: TextIssue;

  constructor(code: ProblemCode, message: string, offset: number) {
    super(message);
    this.fault = { code, message, offset };
  }
}

/** Gives up on a text that is not YAML as the reference reads it. */
export function refuse(message: string, offset: number): never {
  throw new Refusal("invalid-syntax", message, offset);
}
