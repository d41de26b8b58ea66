import type { DefinedDevice } from "../../registry/defined-device.ts";
import { loadSnapshot } from "../../registry/load-snapshot.ts";
import type { Snapshot } from "../../registry/snapshot.ts";
import type { SpecFile } from "../../registry/spec-file.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { listables } from "../command-list.ts";
import {
  type ListedDevice,
  type ListedSpec,
  type Listing,
  listDevices,
  listDirectories,
  listNames,
  listSpecs,
} from "../listings.ts";
import { nothingNote } from "../nothing-note.ts";
import { problemLines } from "../problem-line.ts";
import { problemNote } from "../problem-note.ts";
import { withProgress } from "../progress-line.ts";
import type { World } from "../world.ts";

export const command: Command = {
  description: `Lists what the spec directories hold: devices (the default) that resolve, spec files, vendors, classes,
directories in ascending priority, or problems. JSON is an array.`,
  examples: ["cdictl list", "cdictl list specs -d ./specs", "cdictl list devices --format json | jq -r '.[].name'"],
  run: list,
};

type Listable = (typeof listables)[number];

const listings: Readonly<Record<Listable, (snapshot: Snapshot, world: World) => Listing>> = {
  devices: (snapshot) => listDevices(Array.from(snapshot.devices(), listedDevice)),
  specs: (snapshot) => listSpecs(Array.from(snapshot.files(), listedSpec)),
  vendors: (snapshot) => listNames(snapshot.vendors()),
  classes: (snapshot) => listNames(snapshot.classes()),
  dirs: ({ directories }) =>
    listDirectories(directories.map(({ path, priority, state }) => ({ path, priority, state }))),
  problems: (snapshot, world) => ({ data: snapshot.problems(), text: problemLines(snapshot.problems(), world) }),
};

async function list(context: CommandContext): Promise<Result> {
  const { positionals, specDirs, format, world } = context;
  const what = listables.find((name) => name === positionals[0]) ?? "devices";
  const snapshot = await withProgress(world, "Loading specs", (onProgress) => loadSnapshot(specDirs, { onProgress }));
  const listing = listings[what](snapshot, world);
  if (format === "text" && what !== "problems") {
    if (listing.data.length === 0) nothingNote(what, snapshot.directories, [...snapshot.files()], world);
    problemNote(snapshot.problems(), context);
  }
  return { status: 0, ...listing };
}

function listedDevice({ name, kind, path, priority, definition }: DefinedDevice): ListedDevice {
  return { name, kind, spec: path, priority, annotations: definition.annotations ?? {} };
}

function listedSpec({ path, priority, spec }: SpecFile): ListedSpec {
  if (!spec) return { path, priority, valid: false };
  return { path, priority, valid: true, kind: spec.kind, cdiVersion: spec.cdiVersion, devices: spec.devices.length };
}
