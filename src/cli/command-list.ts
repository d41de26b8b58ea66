import { generatorNames } from "../generators/generator-names.ts";

/** What `list` can list. */
export const listables = ["devices", "specs", "vendors", "classes", "dirs", "problems"] as const;

/** The shells that `completion` has a script for. */
export const shells = ["bash", "zsh", "fish"] as const;

/** What may stand on the line of a command. The check of the line, help and completion all read it here. */
interface CommandSyntax {
  readonly name: string;
  readonly summary: string;
  /** The arguments, as in `OCI DEVICE...`; see `argumentsOf`. */
  readonly usage: string;
  /** The options that have an effect. Those in `globalOptions` are accepted where they have none. */
  readonly options: readonly string[];
}

const registryOptions = ["spec-dir", "server", "format"] as const;
const hostOptions = ["root", "dev-root", "driver-root"] as const;
const outputOptions = ["output", "in-place", "diff", "patch"] as const;

const nvidiaOptions = [
  "mode",
  "device-name-strategy",
  "device-id",
  "no-all-device",
  "library-search-path",
  "config-search-path",
  "nvidia-cdi-hook-path",
  "ldconfig-path",
  "disable-hook",
  "enable-hook",
  "feature-flag",
  "csv.file",
  "csv.ignore-pattern",
  "record-majors",
] as const;

const rows = [
  {
    name: "list",
    summary: "list devices, specs, vendors, classes, directories or problems",
    usage: `[${listables.join("|")}]`,
    options: registryOptions,
  },
  {
    name: "show",
    summary: "show what devices stand for and where they come from",
    usage: "DEVICE...",
    options: registryOptions,
  },
  {
    name: "validate",
    summary: "check spec files as the Go runtimes do, and for doubtful contents",
    usage: "[FILE|DIR|-...]",
    options: ["strict", ...registryOptions],
  },
  {
    name: "inject",
    summary: "inject devices into an OCI spec",
    usage: "OCI DEVICE...",
    options: ["preflight", ...outputOptions, ...registryOptions],
  },
  {
    name: "resolve",
    summary: "inject the devices that an OCI spec asks for itself",
    usage: "OCI",
    options: ["annotations", "env", ...outputOptions, ...registryOptions],
  },
  {
    name: "generate",
    summary: "write the specs of a host's devices by looking at it",
    usage: `${[...generatorNames, "all"].join("|")}...`,
    options: [
      ...hostOptions,
      ...nvidiaOptions,
      "access",
      "net-devices",
      "management-nodes",
      "kind",
      "hooks",
      "cdi-version",
      "output",
      "write",
      "check",
      "diff",
      "watch",
      "spec-dir",
      "format",
    ],
  },
  {
    name: "doctor",
    summary: "say whether devices will work in a container, and if not, why",
    usage: "[DEVICE...]",
    options: ["oci", "runtime", "root", ...registryOptions],
  },
  {
    name: "transform",
    summary: "rewrite the paths of a spec for another root",
    usage: "root [FILE] --from PATH --to PATH",
    options: ["from", "to", "relative-to", "output", "format"],
  },
  {
    name: "watch",
    summary: "print each change of the registry as it happens",
    usage: "",
    options: registryOptions,
  },
  {
    name: "serve",
    summary: "serve the registry over HTTP",
    usage: "",
    options: ["listen", "token-file", "config", "generate", "spec-dir"],
  },
  {
    name: "completion",
    summary: "print a completion script for bash, zsh or fish",
    usage: shells.join("|"),
    options: [],
  },
] as const satisfies readonly CommandSyntax[];

export type CommandName = (typeof rows)[number]["name"];

export interface CommandRow extends CommandSyntax {
  readonly name: CommandName;
}

/** Every command, in the order in which help shows them. */
export const commandList: readonly CommandRow[] = rows;

/** How to call a command, in one line. */
export function usageLine({ name, usage }: CommandRow): string {
  return `Usage: cdictl ${name} [OPTIONS]${usage === "" ? "" : ` ${usage}`}`;
}
