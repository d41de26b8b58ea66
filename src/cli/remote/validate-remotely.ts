import type { CdiClient } from "../../client/cdi-client.ts";
import { isDirectory } from "../../host/is-directory.ts";
import type { Problem } from "../../problems.ts";
import type { CommandContext, Result } from "../command.ts";
import { UsageError } from "../parse-arguments.ts";
import { readSpecInput } from "../spec-input.ts";
import { verdict } from "../verdict.ts";
import type { World } from "../world.ts";

/** Without arguments, what the service found in its spec directories; else its verdict on files of this machine. */
export async function validateRemotely(context: CommandContext, client: CdiClient): Promise<Result> {
  const { positionals, world } = context;
  const directory = positionals.find(isDirectory);
  if (directory !== undefined)
    throw new UsageError(`--server checks single files, and ${directory} is a directory: leave --server out`);
  if (positionals.length === 0) return verdict((await client.allProblems()).items, context);
  const problems: Problem[] = [];
  for (const path of positionals) problems.push(...(await inspect(path, world, client)));
  return verdict(problems, context);
}

async function inspect(path: string, world: World, client: CdiClient): Promise<readonly Problem[]> {
  const input = readSpecInput(path, world);
  if ("problem" in input) return [input.problem];
  const { problems } = await client.validate({ text: input.text });
  return problems.map(({ code, severity, message, ...place }) => ({ code, severity, message, path, ...place }));
}
