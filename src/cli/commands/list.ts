import { loadSnapshot } from "../../registry/load-snapshot.ts";
import type { Snapshot } from "../../registry/snapshot.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { listables } from "../command-list.ts";
import { nothingNote } from "../nothing-note.ts";
import { problemLines } from "../problem-line.ts";
import { problemNote } from "../problem-note.ts";
import { withProgress } from "../progress-line.ts";
import { textTable } from "../text-table.ts";
import type { World } from "../world.ts";

export const command: Command = {
  description: `Lists what the spec directories hold: devices (the default) that resolve, spec files, vendors, classes,
directories in ascending priority, or problems. JSON is an array.`,
  examples: ["cdictl list", "cdictl list specs -d ./specs", "cdictl list devices --format json | jq -r '.[].name'"],
  run: list,
};

interface Listing {
  readonly data: readonly unknown[];
  readonly text: string;
}

type Listable = (typeof listables)[number];

const listings: Readonly<Record<Listable, (snapshot: Snapshot, world: World) => Listing>> = {
  devices: listDevices,
  specs: listSpecs,
  vendors: (snapshot) => listNames(snapshot.vendors()),
  classes: (snapshot) => listNames(snapshot.classes()),
  dirs: listDirectories,
  problems: (snapshot, world) => ({ data: snapshot.problems(), text: problemLines(snapshot.problems(), world) }),
};

async function list(context: CommandContext): Promise<Result> {
  const { positionals, specDirs, format, world } = context;
  const what = listables.find((name) => name === positionals[0]) ?? "devices";
  const snapshot = await withProgress(world, "Loading specs", (onProgress) => loadSnapshot(specDirs, { onProgress }));
  const listing = listings[what](snapshot, world);
  if (format === "text" && what !== "problems") {
    if (listing.data.length === 0) nothingNote(what, snapshot, world);
    problemNote(snapshot, context);
  }
  return { status: 0, ...listing };
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
