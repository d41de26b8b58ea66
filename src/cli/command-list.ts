/** Every command with what it is for, in the order in which help shows them. */
export const commandList = [
  { name: "list", summary: "list devices, specs, vendors, classes, directories or problems" },
  { name: "show", summary: "show what devices stand for and where they come from" },
  { name: "validate", summary: "check spec files as the Go runtimes do, and for doubtful contents" },
  { name: "inject", summary: "inject devices into an OCI spec" },
  { name: "resolve", summary: "inject the devices that an OCI spec asks for itself" },
  { name: "transform", summary: "rewrite the paths of a spec for another root" },
  { name: "watch", summary: "print each change of the registry as it happens" },
  { name: "completion", summary: "print a completion script for bash, zsh or fish" },
] as const;

export type CommandName = (typeof commandList)[number]["name"];

export interface CommandRow {
  readonly name: CommandName;
  readonly summary: string;
}
