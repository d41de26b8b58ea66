import { statSync } from "node:fs";
import { isError, type Problem } from "../../problems.ts";
import { inspectPath } from "../../registry/inspect-spec-file.ts";
import { inspectDirectories } from "../../registry/load-snapshot.ts";
import { wantsColour } from "../colour.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { problemLine } from "../problem-line.ts";
import { progressLine } from "../progress-line.ts";

export const command: Command = {
  usage: "[FILE|DIR...]",
  description: `Checks spec files as the Go runtimes would load them, and for what those accept and a person would want to
know. Without arguments it checks the spec directories; directories named together are checked as one
registry, the later with the higher priority. Prints a line for each problem,
path:line:column: severity code: message, and nothing where all is well. Exit status 1 for an error;
with --strict for a warning too.`,
  options: ["strict"],
  examples: [
    "cdictl validate",
    "cdictl validate --strict nvidia.yaml",
    "cdictl validate --format json /etc/cdi | jq '.[].code'",
  ],
  run: validate,
};

async function validate({ positionals, specDirs, options, world }: CommandContext): Promise<Result> {
  const directories = positionals.length === 0 ? specDirs : positionals.filter(isDirectory);
  const onProgress = progressLine(world, "Checking specs");
  const problems: Problem[] = [...(await inspectDirectories(directories, { onProgress })).problems()];
  for (const path of positionals) if (!isDirectory(path)) problems.push(...(await inspectPath(path)));
  const failed = problems.some(
    (problem) => isError(problem) || (options.has("strict") && problem.severity === "warning"),
  );
  return {
    status: failed ? 1 : 0,
    data: problems,
    text: problems.map((problem) => `${problemLine(problem, wantsColour(world, "stdout"))}\n`).join(""),
  };
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
