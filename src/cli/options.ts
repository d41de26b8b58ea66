/** An option of the command line. One table for all commands, for an option may stand before the command it belongs to. */
export interface OptionRow {
  readonly name: string;
  readonly short?: string;
  /** What its value stands for; absent for a flag. */
  readonly value?: string;
  readonly repeatable?: true;
  readonly choices?: readonly string[];
  readonly help: string;
}

export const options: readonly OptionRow[] = [
  {
    name: "spec-dir",
    short: "d",
    value: "DIR",
    repeatable: true,
    help: "spec directory, repeatable, later ones win (default: CDI_SPEC_DIRS, else /etc/cdi and /var/run/cdi)",
  },
  {
    name: "server",
    value: "ADDRESS",
    help: "ask a service instead of the disk: unix:PATH, http://HOST:PORT or https://… (default: CDI_SERVER)",
  },
  { name: "format", value: "FORMAT", choices: ["text", "json", "yaml"], help: "text (default), json or yaml" },
  { name: "help", short: "h", help: "show help, of a command where one is named" },
  { name: "version", help: "show the version" },
  { name: "strict", help: "let warnings fail as well" },
  { name: "output", short: "o", value: "FILE", help: "write the result to FILE instead of standard output" },
  { name: "in-place", short: "i", help: "write the result over the input, atomically" },
  { name: "diff", help: "print a unified diff instead of the document" },
  { name: "patch", help: "print a JSON Patch (RFC 6902) instead of the document" },
  { name: "annotations", help: "also take device names from cdi.k8s.io/* annotations" },
  {
    name: "env",
    value: "NAME=KIND",
    repeatable: true,
    help: "also take devices of KIND from the comma-separated environment variable NAME",
  },
  { name: "from", value: "PATH", help: "root that paths have now" },
  { name: "to", value: "PATH", help: "root that they get" },
  {
    name: "relative-to",
    value: "WHERE",
    choices: ["host", "container"],
    help: "which paths: host (default) or container",
  },
  {
    name: "listen",
    value: "WHERE",
    repeatable: true,
    help: "where to listen: unix:PATH or tcp:HOST:PORT, repeatable",
  },
  { name: "token-file", value: "FILE", help: "tokens of callers, one a line: NAME SCOPES sha256:HEX [expires=TIME]" },
  { name: "config", value: "FILE", help: "settings of the service, YAML" },
];

/** Options that every command accepts, so that they can be part of an alias; where they have no effect help is silent. */
export const globalOptions: readonly string[] = ["spec-dir", "server", "format", "help"];

/** What help shows of all commands together, and what is offered before one is named. */
export const commonOptions: readonly string[] = ["spec-dir", "server", "format", "help", "version"];
