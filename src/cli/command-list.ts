/** What `list` can list. */
export const listables = ["devices", "specs", "vendors", "classes", "dirs", "problems"] as const;

/** The shells that `completion` has a script for. */
export const shells = ["bash", "zsh", "fish"] as const;

/** What may stand behind a command. The check of the command line, help and completion all read it here. */
interface CommandSyntax {
  readonly summary: string;
  /** The arguments, as in `OCI DEVICE...`: see `argumentsOf`. */
  readonly usage: string;
  /** The options that have an effect on the command. Those in `globalOptions` are accepted where they have none. */
  readonly options: readonly string[];
}

const registryOptions = ["spec-dir", "format"] as const;

/** Every command, in the order in which help shows them. */
const commands = {
  list: {
    summary: "list devices, specs, vendors, classes, directories or problems",
    usage: `[${listables.join("|")}]`,
    options: registryOptions,
  },
  show: {
    summary: "show what devices stand for and where they come from",
    usage: "DEVICE...",
    options: registryOptions,
  },
  validate: {
    summary: "check spec files as the Go runtimes do, and for doubtful contents",
    usage: "[FILE|DIR|-...]",
    options: ["strict", ...registryOptions],
  },
  inject: {
    summary: "inject devices into an OCI spec",
    usage: "OCI DEVICE...",
    options: ["output", "in-place", "diff", "patch", ...registryOptions],
  },
  resolve: {
    summary: "inject the devices that an OCI spec asks for itself",
    usage: "OCI",
    options: ["annotations", "env", "output", "in-place", "diff", "patch", ...registryOptions],
  },
  transform: {
    summary: "rewrite the paths of a spec for another root",
    usage: "root --from PATH --to PATH [FILE]",
    options: ["from", "to", "relative-to", "output", "format"],
  },
  watch: {
    summary: "print each change of the registry as it happens",
    usage: "",
    options: registryOptions,
  },
  completion: {
    summary: "print a completion script for bash, zsh or fish",
    usage: shells.join("|"),
    options: [],
  },
} as const satisfies Readonly<Record<string, CommandSyntax>>;

export type CommandName = keyof typeof commands;

export interface CommandRow extends CommandSyntax {
  readonly name: CommandName;
}

const named = <Name extends CommandName>(name: Name): CommandRow => ({ name, ...commands[name] });

export const commandList: readonly CommandRow[] = [
  named("list"),
  named("show"),
];
