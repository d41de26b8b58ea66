import type { Problem } from "../problems.ts";
import type { Arguments } from "./parse-arguments.ts";
import type { World } from "./world.ts";

/** What a command has to work with. */
export interface CommandContext {
  /** What stands behind the command's name. */
  readonly positionals: readonly string[];
  readonly options: Arguments["values"];
  readonly specDirs: readonly string[];
  readonly format: Format;
  readonly world: World;
}

export type Format = "text" | "json" | "yaml";

/** What a command found out. It prints nothing itself, but for a command that goes on for long. */
export interface Result {
  /** 2 where the command line is wrong in a way that only the command can tell, and has told. */
  readonly status: 0 | 1 | 2;
  /** For programs: printed with `--format json` and `yaml`. */
  readonly data?: unknown;
  /** For people, complete with its line breaks. A document that is the result itself is this in every format. */
  readonly text?: string;
  /** The text is a document, such as an OCI spec, and is printed as it is in every format. */
  readonly verbatim?: true;
  /** Go to standard error. */
  readonly problems?: readonly Problem<string>[];
}

/** What a command's own file says of it. What may stand on its line is in `commandList`. */
export interface Command {
  readonly description: string;
  readonly examples: readonly string[];
  readonly run: (context: CommandContext) => Result | Promise<Result>;
}
