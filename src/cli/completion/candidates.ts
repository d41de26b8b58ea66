import { type Argument, argumentsOf, isChoice } from "../arguments-of.ts";
import { type CommandRow, commandList } from "../command-list.ts";
import { commonOptions, type OptionRow, options } from "../options.ts";

/** What a shell offers at one place of a line: names that only the shell or the registry knows, or words. */
export type Candidates = "directories" | "files" | "devices" | "nothing" | readonly string[];

/** By the word that stands for a value or an argument in usage. */
const byPlaceholder: Readonly<Record<string, Candidates>> = {
  DIR: "directories",
  PATH: "directories",
  FILE: "files",
  OCI: "files",
  DEVICE: "devices",
};

/** What may stand behind a command: at each place in turn, and then at any number of further ones. */
export interface CommandCandidates {
  readonly name: string;
  readonly places: readonly Candidates[];
  readonly further: Candidates;
  readonly options: readonly OptionRow[];
}

/** The value of an option; undefined for a flag. */
export function valueCandidates({ value, choices }: OptionRow): Candidates | undefined {
  return value === undefined ? undefined : (choices ?? byPlaceholder[value] ?? "nothing");
}

/** How an option may be written. */
export function spellings({ name, short }: OptionRow): string[] {
  return short === undefined ? [`--${name}`] : [`-${short}`, `--${name}`];
}

/** Every command, `help` among them. */
export const commandCandidates: readonly CommandCandidates[] = [
  ...commandList.map(candidatesOf),
  { name: "help", places: [commandList.map(({ name }) => name)], further: "nothing", options: rowsOf(["help"]) },
];

/** Every command with what it is for, as it is offered where none is named yet. */
export const commandSummaries: readonly { readonly name: string; readonly summary: string }[] = [
  ...commandList,
  { name: "help", summary: "show help, of a command where one is named" },
];

/** The options that are offered where no command is named yet. */
export const optionsBeforeCommand: readonly OptionRow[] = rowsOf(commonOptions);

function candidatesOf({ name, usage, options: names }: CommandRow): CommandCandidates {
  const expected = argumentsOf(usage);
  const last = expected.at(-1);
  return {
    name,
    places: expected.map(argumentCandidates),
    further: last?.isRepeatable ? argumentCandidates(last) : "nothing",
    options: rowsOf([...names, "help"]),
  };
}

function argumentCandidates(argument: Argument): Candidates {
  const { alternatives } = argument;
  if (isChoice(argument)) return alternatives;
  return byPlaceholder[alternatives[0] ?? ""] ?? "nothing";
}

function rowsOf(names: readonly string[]): readonly OptionRow[] {
  return names.flatMap((name) => options.filter((row) => row.name === name));
}
