import { loadSnapshot } from "../../registry/load-snapshot.ts";
import type { Snapshot } from "../../registry/snapshot.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { UsageError } from "../parse-arguments.ts";
import { problemLine } from "../problem-line.ts";
import { problemNote } from "../problem-note.ts";
import { progressLine } from "../progress-line.ts";
import { textTable } from "../text-table.ts";

export const command: Command = {
  usage: "[devices|specs|vendors|classes|dirs|problems]",
  description: `Lists what the spec directories hold: devices (the default) that resolve, spec files, vendors, classes,
directories in ascending priority, or problems. JSON is an array.`,
  options: [],
  examples: ["cdictl list", "cdictl list specs -d ./specs", "cdictl list devices --format json | jq -r '.[].name'"],
  run: list,
};

interface Listing {
  readonly data: readonly unknown[];
  readonly text: string;
}

const listings: Readonly<Record<string, (snapshot: Snapshot) => Listing>> = {
  devices: listDevices,
  specs: listSpecs,
  vendors: (snapshot) => listNames(snapshot.vendors()),
  classes: (snapshot) => listNames(snapshot.classes()),
  dirs: listDirectories,
  problems: (snapshot) => ({
    data: snapshot.problems(),
    text: snapshot
      .problems()
      .map((problem) => `${problemLine(problem)}\n`)
      .join(""),
  }),
};

async function list({ positionals, specDirs, format, world }: CommandContext): Promise<Result> {
  const [what = "devices", ...rest] = positionals;
  const listing = Object.hasOwn(listings, what) ? listings[what] : undefined;
  if (!listing || rest.length > 0) throw new UsageError(`list takes one of ${Object.keys(listings).join(", ")}`);
  const snapshot = await loadSnapshot(specDirs, { onProgress: progressLine(world, "Loading specs") });
  if (format === "text" && what !== "problems") problemNote(snapshot, world);
  return { status: 0, ...listing(snapshot) };
}

function listDevices(snapshot: Snapshot): Listing {
  const devices = [...snapshot.devices()];
  return {
    data: devices.map(({ name, kind, path, priority, definition }) => ({
      name,
      kind,
      spec: path,
      priority,
      annotations: definition.annotations ?? {},
    })),
    text: textTable(devices.map(({ name, path }) => [name, path])),
  };
}

function listSpecs(snapshot: Snapshot): Listing {
  const files = [...snapshot.files()];
  return {
    data: files.map(({ path, priority, spec }) => ({
      path,
      priority,
      valid: spec !== undefined,
      ...(spec ? { kind: spec.kind, cdiVersion: spec.cdiVersion, devices: spec.devices.length } : {}),
    })),
    text: textTable(
      files.map(({ path, spec }) =>
        spec ? [path, spec.kind, `CDI ${spec.cdiVersion}`, `${spec.devices.length} devices`] : [path, "invalid"],
      ),
    ),
  };
}

function listDirectories({ directories }: Snapshot): Listing {
  return {
    data: directories.map(({ path, priority, state }) => ({ path, priority, state })),
    text: textTable(directories.map(({ path, priority, state }) => [path, `priority ${priority}`, state])),
  };
}

function listNames(names: readonly string[]): Listing {
  return { data: names, text: names.map((name) => `${name}\n`).join("") };
}
