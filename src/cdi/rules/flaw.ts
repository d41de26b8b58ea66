import type { ProblemCode } from "../../problems.ts";

/** Way from the root of a spec to a part of it: field names and list indices. */
export type Pointer = readonly (string | number)[];

/** What a rule has against one part of a spec. `at` leads from that part to the culprit. */
export interface Flaw {
  readonly code: ProblemCode;
  readonly message: string;
  readonly at: Pointer;
}

export function flaw(code: ProblemCode, message: string, ...at: Pointer): Flaw {
  return { code, message, at };
}
