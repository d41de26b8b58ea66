/** One place for an argument behind a command. */
export interface Argument {
  /** As usage shows it. */
  readonly syntax: string;
  /** What may stand there: words in lower case stand for themselves, others such as FILE for something. */
  readonly alternatives: readonly string[];
  readonly isOptional: boolean;
  /** It may stand there any number of times; the last only. */
  readonly isRepeatable: boolean;
}

/**
 * The arguments that a usage such as `OCI [FILE|-] DEVICE... --to PATH` speaks of; options stand at its end. Without a
 * regular expression, for each costs a start some tenths of a millisecond.
 */
export function argumentsOf(usage: string): readonly Argument[] {
  const [args = ""] = usage.split("--");
  const words = args.split(" ").filter((word) => word !== "");
  return words.map((syntax) => ({
    syntax,
    alternatives: syntax.replace("[", "").replace("]", "").replace("...", "").split("|"),
    isOptional: syntax.startsWith("["),
    isRepeatable: syntax.includes("..."),
  }));
}

/** Whether only the words that usage names may stand there. */
export function isChoice({ alternatives }: Argument): boolean {
  return alternatives.every((word) => word !== word.toUpperCase());
}
