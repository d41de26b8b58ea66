/** What a container's first process sees of what CDI can give it. */
export interface InsideView {
  readonly devices: readonly InsideDevice[];
  readonly environment: readonly string[];
  readonly mounts: readonly InsideMount[];
  readonly groups: readonly number[];
  /** For each path that was tried: how it can be opened, of `r` and `w`. */
  readonly access: Readonly<Record<string, string>>;
}

export interface InsideDevice {
  readonly path: string;
  readonly type: "block" | "character";
  readonly major: number;
  readonly minor: number;
  readonly mode: string;
  readonly owner: string;
}

export interface InsideMount {
  readonly path: string;
  /** The type of the file system and what of it is mounted. */
  readonly type: string;
  readonly root: string;
  readonly options: readonly string[];
  readonly propagation: readonly string[];
}

/** A script for busybox's shell, to be the container's first process: prints what `parseInsideView` reads. */
export function insideViewScript(...tried: string[]): string {
  return [
    "try() { if ( : < $1 ); then r=r; else r=; fi; if ( : > $1 ); then w=w; else w=; fi; echo $1 $r$w; } 2> /dev/null",
    "echo @devices; find /dev -type c -exec stat -c '%n character %t %T %a %u:%g' {} \\;",
    "find /dev -type b -exec stat -c '%n block %t %T %a %u:%g' {} \\;",
    "echo @environment; tr '\\0' '\\n' < /proc/1/environ",
    "echo @mounts; cat /proc/self/mountinfo",
    "echo @groups; grep '^Groups:' /proc/1/status",
    `echo @access; ${tried.map((path) => `if [ -c ${path} ]; then try ${path}; fi`).join("; ") || ":"}`,
  ].join("\n");
}

export function parseInsideView(output: string): InsideView {
  const sections = new Map(
    output.split(/^@/m).map((section) => {
      const [name, ...lines] = section.split("\n");
      return [name, lines.filter((line) => line !== "")];
    }),
  );
  const lines = (section: string) => sections.get(section) ?? [];
  return {
    devices: lines("devices").map(parseDevice),
    environment: lines("environment"),
    mounts: lines("mounts").map(parseMount),
    groups: words(lines("groups")[0] ?? "")
      .slice(1)
      .map(Number),
    access: Object.fromEntries(lines("access").map((line) => line.split(" "))),
  };
}

/**
 * What a view has and the base has not. A mount counts by its path alone: the file systems that a runtime makes are
 * others in each container.
 */
export function addedTo(base: InsideView, view: InsideView): InsideView {
  return {
    devices: added(base.devices, view.devices),
    environment: added(base.environment, view.environment),
    mounts: view.mounts.filter(({ path }) => !base.mounts.some((mount) => mount.path === path)),
    groups: added(base.groups, view.groups),
    access: view.access,
  };
}

function added<Item>(base: readonly Item[], items: readonly Item[]): Item[] {
  const known = new Set(base.map((item) => JSON.stringify(item)));
  return items.filter((item) => !known.has(JSON.stringify(item)));
}

function parseDevice(line: string): InsideDevice {
  const [path = "", type, major = "", minor = "", mode = "", owner = ""] = line.split(" ");
  return {
    path,
    type: type === "block" ? "block" : "character",
    major: Number.parseInt(major, 16),
    minor: Number.parseInt(minor, 16),
    mode,
    owner,
  };
}

/** A line of /proc/PID/mountinfo; see proc(5). The numbers of mounts and peer groups differ from run to run. */
function parseMount(line: string): InsideMount {
  const [own = "", superblock = ""] = line.split(" - ");
  const [, , , root = "", path = "", options = "", ...propagation] = words(own);
  return {
    path,
    type: words(superblock)[0] ?? "",
    root,
    options: options.split(",").sort(),
    propagation: propagation.map((tag) => tag.replace(/:\d+$/, "")),
  };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
