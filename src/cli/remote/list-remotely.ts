import { splitKind } from "../../cdi/names.ts";
import type { CdiClient } from "../../client/cdi-client.ts";
import type { Device, SpecSummary } from "../../contract/schemas.ts";
import type { CommandContext, Result } from "../command.ts";
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
import type { World } from "../world.ts";

type Listable = (typeof listables)[number];

const listings: Readonly<Record<Listable, (client: CdiClient, world: World) => Promise<Listing>>> = {
  devices: async (client) => listDevices((await client.allDevices()).items.map(listedDevice)),
  specs: async (client) => listSpecs((await client.allSpecs()).items.map(listedSpec)),
  vendors: (client) => listParts(client, "vendor"),
  classes: (client) => listParts(client, "class"),
  dirs: async (client) => listDirectories((await client.node()).directories),
  problems: async (client, world) => {
    const { items } = await client.allProblems();
    return { data: items, text: problemLines(items, world) };
  },
};

export async function listRemotely(context: CommandContext, client: CdiClient): Promise<Result> {
  const { positionals, format, world } = context;
  const what = listables.find((name) => name === positionals[0]) ?? "devices";
  const listing = await listings[what](client, world);
  if (format === "text" && what !== "problems") {
    if (listing.data.length === 0)
      nothingNote(what, (await client.node()).directories, (await client.allSpecs()).items, world);
    problemNote((await client.allProblems()).items, context);
  }
  return { status: 0, ...listing };
}

function listedDevice({ name, kind, spec, annotations }: Device): ListedDevice {
  return { name, kind, spec: spec.path, priority: spec.priority, annotations };
}

function listedSpec({ digest: _, ...spec }: SpecSummary): ListedSpec {
  return spec;
}

async function listParts(client: CdiClient, part: "vendor" | "class"): Promise<Listing> {
  const { items } = await client.allSpecs();
  return listNames([...new Set(items.flatMap(({ kind }) => splitKind(kind ?? "")?.[part] ?? []))].sort());
}
