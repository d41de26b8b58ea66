import type { Problem } from "../problems.ts";
import { wantsColour } from "./colour.ts";
import type { Format, Result } from "./command.ts";
import { fixLine, problemLine } from "./problem-line.ts";
import type { World } from "./world.ts";

/** Prints what a command returned: results on standard output, problems on standard error. */
export async function printResult(result: Result, format: Format, world: World): Promise<void> {
  if (result.problems && result.problems.length > 0)
    world.stderr(await formatProblems(result.problems, format, wantsColour(world, "stderr")));
  if (result.text !== undefined && (format === "text" || result.verbatim)) world.stdout(result.text);
  else if (result.data !== undefined) world.stdout(await formatData(result.data, format));
}

async function formatProblems(problems: readonly Problem<string>[], format: Format, colour: boolean): Promise<string> {
  return format === "text"
    ? problems.map((problem) => `cdictl: ${problemLine(problem, colour)}\n${fixLine(problem)}`).join("")
    : formatData(problems, format);
}

async function formatData(data: unknown, format: Format): Promise<string> {
  if (format === "json") return `${JSON.stringify(data, null, 2)}\n`;
  const { stringify } = await import("yaml");
  return stringify(data, { aliasDuplicateObjects: false });
}
