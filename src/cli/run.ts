import { nearestNames } from "../cdi/nearest-names.ts";
import { checkArguments } from "./check-arguments.ts";
import type { CommandContext, Format, Result } from "./command.ts";
import { type CommandRow, commandList } from "./command-list.ts";
import { loadCommand } from "./load-command.ts";
import { type Arguments, parseArguments, UsageError } from "./parse-arguments.ts";
import { printResult } from "./print-result.ts";
import { reportFailure } from "./report-failure.ts";
import { serverToAsk } from "./server-to-ask.ts";
import { specDirectories } from "./spec-directories.ts";
import { version } from "./version.ts";
import type { World } from "./world.ts";

/**
 * Runs one command line and returns its exit status: 0 done, 1 the answer is no, 2 the command line is wrong.
 */
export async function run(argv: readonly string[], world: World): Promise<0 | 1 | 2> {
  try {
    return await dispatch(parseArguments(argv), world);
  } catch (error) {
    return reportFailure(error, world);
  }
}

async function dispatch({ values, positionals }: Arguments, world: World): Promise<0 | 1 | 2> {
  if (values.has("version")) {
    world.stdout(`cdictl ${version}\n`);
    return 0;
  }
  const [name, ...rest] = positionals;
  if (name === undefined || name === "help") return showHelp(rest, values.has("help") || name === "help", world);
  const row = findCommand(name);
  if (values.has("help")) return showHelp([name], true, world);
  checkArguments(row, { values, positionals: rest });
  const format = formatOf(values.get("format")?.[0]);
  const specDirs = specDirectories(values.get("spec-dir"), world.env);
  const context = { positionals: rest, options: values, specDirs, format, world };
  const server = serverToAsk(row, values, world.env);
  const result = await (server === undefined ? runHere(row, context) : runThere(row, context, server));
  await printResult(result, format, world);
  return result.status;
}

async function runHere(row: CommandRow, context: CommandContext): Promise<Result> {
  const command = await loadCommand(row.name);
  return command.run(context);
}

async function runThere(row: CommandRow, context: CommandContext, server: string): Promise<Result> {
  const { runRemotely } = await import("./remote/run-remotely.ts");
  return runRemotely(row.name, context, server);
}

function formatOf(value: string | undefined): Format {
  return value === "json" || value === "yaml" ? value : "text";
}

function findCommand(name: string): CommandRow {
  const row = commandList.find((candidate) => candidate.name === name);
  if (row) return row;
  const [nearest] = nearestNames(
    name,
    commandList.map((candidate) => candidate.name),
  );
  throw new UsageError(
    `Unknown command ${JSON.stringify(name)}${nearest === undefined ? "; see cdictl --help" : `; did you mean ${nearest}?`}`,
  );
}

async function showHelp([name, ...rest]: readonly string[], asked: boolean, world: World): Promise<0 | 2> {
  if (rest.length > 0) throw new UsageError(`help takes one command, not ${JSON.stringify(rest[0])} as well`);
  const { commandHelp, overview } = await import("./help.ts");
  if (name === undefined) {
    (asked ? world.stdout : world.stderr)(overview());
    return asked ? 0 : 2;
  }
  const row = findCommand(name);
  world.stdout(commandHelp(row, await loadCommand(row.name)));
  return 0;
}
