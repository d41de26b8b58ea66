import { isError, type Problem } from "../problems.ts";
import type { CommandContext, Result } from "./command.ts";
import { problemLines } from "./problem-line.ts";

/** What `validate` found: it fails for an error, and with --strict for a warning too. */
export function verdict(problems: readonly Problem[], { options, world }: CommandContext): Result {
  const failed = problems.some(
    (problem) => isError(problem) || (options.has("strict") && problem.severity === "warning"),
  );
  return { status: failed ? 1 : 0, data: problems, text: problemLines(problems, world) };
}
