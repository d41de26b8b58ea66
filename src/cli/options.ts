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
  { name: "preflight", help: "refuse to inject where the container would fail, and say why" },
  { name: "oci", value: "FILE", help: "the OCI spec of a container, as it is before injection: a file, a bundle or -" },
  {
    name: "runtime",
    value: "NAME@VERSION",
    help: "the runtime that is to start it, such as containerd@1.7, podman@5, docker@28, cri-o, runc@1.1",
  },
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
  { name: "root", value: "DIR", help: "the root directory of the host to look at (default: /)" },
  {
    name: "dev-root",
    value: "DIR",
    help: "the root directory whose /dev has the device nodes (default: that of --root)",
  },
  {
    name: "driver-root",
    value: "DIR",
    help: "the root directory that has the driver's files (default: that of --root)",
  },
  { name: "kind", value: "VENDOR/CLASS", help: "the kind of the spec in place of the generator's own" },
  {
    name: "hooks",
    value: "WHICH",
    choices: ["auto", "none"],
    help: "auto (default): hooks that the host has, or none",
  },
  {
    name: "cdi-version",
    value: "MAX",
    help: "the highest cdiVersion that is needed; what it cannot say is left out (default: the lowest that says all)",
  },
  {
    name: "mode",
    value: "MODE",
    choices: ["auto", "gpu", "nvml", "management", "wsl", "csv", "imex", "vfio", "gds", "gdrcopy", "mofed", "nvswitch"],
    help: "nvidia: auto (default), gpu, management, wsl, csv, imex, vfio, gds, gdrcopy, mofed, nvswitch",
  },
  {
    name: "device-name-strategy",
    value: "STRATEGY",
    repeatable: true,
    choices: ["index", "uuid", "type-index"],
    help: "nvidia: how GPUs are named, repeatable (default: index and uuid)",
  },
  { name: "device-id", value: "ID", repeatable: true, help: "nvidia: only these GPUs, by index or UUID; all or none" },
  { name: "no-all-device", help: "nvidia: no device that stands for all GPUs" },
  {
    name: "library-search-path",
    value: "DIR",
    repeatable: true,
    help: "nvidia: where libraries are, instead of the usual",
  },
  {
    name: "config-search-path",
    value: "DIR",
    repeatable: true,
    help: "nvidia: where configuration is, instead of the usual",
  },
  { name: "nvidia-cdi-hook-path", value: "PATH", help: "nvidia: the hook program, in place of the one that is found" },
  { name: "ldconfig-path", value: "PATH", help: "nvidia: the ldconfig that the update-ldcache hook is told to use" },
  {
    name: "disable-hook",
    value: "NAME",
    repeatable: true,
    help: "nvidia: leave this hook out; all leaves every one out",
  },
  { name: "enable-hook", value: "NAME", repeatable: true, help: "nvidia: take this hook in, whatever is disabled" },
  { name: "feature-flag", value: "NAME", repeatable: true, help: "nvidia: a feature of nvidia-ctk by its name" },
  {
    name: "csv.file",
    value: "FILE",
    repeatable: true,
    help: "nvidia: lists of a Tegra system's parts, instead of the usual",
  },
  { name: "csv.ignore-pattern", value: "GLOB", repeatable: true, help: "nvidia: links of those lists to leave out" },
  { name: "record-majors", help: "nvidia: record device numbers, which go stale when a driver is loaded anew" },
  {
    name: "access",
    value: "PROFILE",
    choices: ["verbs", "mad", "sm"],
    help: "rdma: verbs (default), mad for management datagrams as well, sm for subnet management too",
  },
  { name: "net-devices", help: "rdma: also move the network interfaces, which the host then has no longer" },
  { name: "management-nodes", help: "also nodes by which a container can reprogram or reset hardware" },
  { name: "write", help: "write the specs into the last spec directory" },
  { name: "check", help: "tell whether the specs in the last spec directory are stale, and what has changed" },
  { name: "watch", help: "write the specs, and keep them fresh until interrupted" },
  {
    name: "generate",
    value: "NAMES",
    repeatable: true,
    help: "devices of the host to keep specs of in the last spec directory: nvidia,rdma,… or all",
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
