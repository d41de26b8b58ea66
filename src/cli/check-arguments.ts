import { argumentsOf, isChoice } from "./arguments-of.ts";
import { type CommandRow, usageLine } from "./command-list.ts";
import { globalOptions } from "./options.ts";
import { type Arguments, UsageError } from "./parse-arguments.ts";

/**
 * Holds what stands on the line of a command against what the command takes.
 * @throws UsageError
 */
export function checkArguments(row: CommandRow, { values, positionals }: Arguments): void {
  for (const option of values.keys()) {
    if (!globalOptions.includes(option) && !row.options.includes(option))
      throw new UsageError(`--${option} is no option of ${row.name}; see cdictl ${row.name} --help`);
  }
  const fault = faultIn(row, positionals);
  if (fault !== undefined) throw new UsageError(`${fault}\n${usageLine(row)}`);
}

function faultIn({ name, usage }: CommandRow, positionals: readonly string[]): string | undefined {
  const expected = argumentsOf(usage);
  const last = expected.at(-1);
  for (const [index, value] of positionals.entries()) {
    const argument = expected[index] ?? (last?.isRepeatable ? last : undefined);
    if (!argument) return `Unexpected argument ${JSON.stringify(value)}`;
    if (isChoice(argument) && !argument.alternatives.includes(value))
      return `${name} takes ${oneOf(argument.alternatives)}, not ${JSON.stringify(value)}`;
  }
  const missing = expected.slice(positionals.length).filter(({ isOptional }) => !isOptional);
  return missing.length === 0 ? undefined : `${name} needs ${missing.map(({ syntax }) => syntax).join(" ")}`;
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? words.join() : `one of ${words.join(", ")}`;
}
