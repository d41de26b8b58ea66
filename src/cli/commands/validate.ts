import { inspectSpec } from "../../cdi/inspect-spec.ts";
import { isDirectory } from "../../host/is-directory.ts";
import type { Problem } from "../../problems.ts";
import { inspectPath } from "../../registry/inspect-spec-file.ts";
import { inspectDirectories } from "../../registry/load-snapshot.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { withProgress } from "../progress-line.ts";
import { readSpecInput } from "../spec-input.ts";
import { verdict } from "../verdict.ts";
import type { World } from "../world.ts";

export const command: Command = {
  description: `Checks spec files as the Go runtimes would load them, and for what those accept and a person would want
to know. Without arguments it checks the spec directories; -d matters only then. With arguments it
checks these alone: files, - for standard input, and directories, which are checked as one registry,
the later with the higher priority. Prints a line for each problem, path:line:column: severity code:
message, and nothing where all is well. Exit status 1 for an error; with --strict for a warning too.
With --server: what the service found in its spec directories, or what it makes of single files.`,
  examples: [
    "cdictl validate",
    "cdictl validate --strict nvidia.yaml",
    "nvidia-ctk cdi generate | cdictl validate -",
    "cdictl validate --format json /etc/cdi | jq '.[].code'",
  ],
  run: validate,
};

async function validate(context: CommandContext): Promise<Result> {
  const { positionals, specDirs, world } = context;
  const directories = positionals.length === 0 ? specDirs : positionals.filter(isDirectory);
  const snapshot = await withProgress(world, "Checking specs", (onProgress) =>
    inspectDirectories(directories, { onProgress }),
  );
  const problems: Problem[] = [...snapshot.problems()];
  for (const path of positionals) if (!isDirectory(path)) problems.push(...(await inspect(path, world)));
  return verdict(problems, context);
}

async function inspect(path: string, world: World): Promise<readonly Problem[]> {
  if (path !== "-") return inspectPath(path);
  const input = readSpecInput(path, world);
  return "problem" in input ? [input.problem] : (await inspectSpec(input.text, path)).problems;
}
