import type { ProblemCode } from "../../problems.ts";

/** What stands against a text or a part of it, and where; an error or a doubt, as its code says. */
export interface TextIssue {
  readonly code: ProblemCode;
  readonly message: string;
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
}
