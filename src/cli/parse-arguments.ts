import { nearestNames } from "../cdi/nearest-names.ts";
import { type OptionRow, options } from "./options.ts";

/** What stands on the command line: options by name with their values in order, and everything else. */
export interface Arguments {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/** The command line cannot be understood: exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Told by its name, for each bundle of the built command has a class of its own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === "UsageError";
}

/**
 * Sorts a command line into options and positionals. Options may stand anywhere, and end at `--`. A value comes after a
 * blank or `=`, or right behind a short name. Written here because start-up counts: loading `util.parseArgs` costs as
 * much as a whole injection.
 * @throws UsageError
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  const rest = [...argv];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === "--") {
      positionals.push(...rest.splice(0));
    } else if (argument.startsWith("-") && argument.length > 1) {
      const { name, attached } = takeApart(argument);
      const row = findOption(name);
      const value = takeValue(row, attached, rest);
      const list = values.get(row.name) ?? [];
      if (list.length > 0 && row.value !== undefined && !row.repeatable)
        throw new UsageError(`--${row.name} is given twice`);
      values.set(row.name, [...list, value]);
    } else {
      positionals.push(argument);
    }
  }
  return { values, positionals };
}

/** A long name behind a single dash, as in `-diff`, is not taken for a short one with its value. */
function takeApart(argument: string): { readonly name: string; readonly attached?: string } {
  const equals = argument.indexOf("=");
  const name = equals < 0 ? argument : argument.slice(0, equals);
  const short = argument.slice(0, 2);
  const takesRest = options.some((row) => `-${row.short}` === short && row.value !== undefined);
  if (takesRest && argument.length > 2 && !options.some((row) => `-${row.name}` === name))
    return { name: short, attached: argument.slice(2).replace(/^=/, "") };
  return equals < 0 ? { name } : { name, attached: argument.slice(equals + 1) };
}

function findOption(argument: string): OptionRow {
  const row = options.find(
    ({ name, short }) => argument === `--${name}` || (short !== undefined && argument === `-${short}`),
  );
  if (row) return row;
  const [nearest] = nearestNames(
    argument.replace(/^-+/, ""),
    options.map(({ name }) => name),
  );
  throw new UsageError(`Unknown option ${argument}${nearest === undefined ? "" : `; did you mean --${nearest}?`}`);
}

function takeValue(row: OptionRow, attached: string | undefined, rest: string[]): string {
  if (row.value === undefined) {
    if (attached !== undefined) throw new UsageError(`--${row.name} takes no value`);
    return "";
  }
  const value = attached ?? rest.shift();
  if (value === undefined) throw new UsageError(`--${row.name} needs a value: ${row.value}`);
  if (row.choices && !row.choices.includes(value)) {
    throw new UsageError(`--${row.name} must be one of ${row.choices.join(", ")}, not ${JSON.stringify(value)}`);
  }
  return value;
}
