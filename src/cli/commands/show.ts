import { deviceProblem } from "../../registry/device-problem.ts";
import { loadSnapshot } from "../../registry/load-snapshot.ts";
import { resolve } from "../../registry/resolve.ts";
import type { Snapshot } from "../../registry/snapshot.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { withProgress } from "../progress-line.ts";

export const command: Command = {
  description: `Shows the merged container edits of devices, as they would be applied, and where each device comes
from. DEVICE is a qualified name or a quoted pattern.`,
  examples: ["cdictl show nvidia.com/gpu=0", "cdictl show 'vendor.com/net=*' --format json"],
  run: show,
};

async function show({ positionals, specDirs, world }: CommandContext): Promise<Result> {
  const snapshot = await withProgress(world, "Loading specs", (onProgress) => loadSnapshot(specDirs, { onProgress }));
  const resolution = resolve(positionals, snapshot);
  if ("faults" in resolution) return { status: 1, problems: resolution.faults.map(deviceProblem) };
  const { devices, edits } = resolution.resolved;
  const data = { devices: [...new Set(devices)].map((name) => provenance(name, snapshot)), containerEdits: edits };
  const { stringify } = await import("yaml");
  return { status: 0, data, text: stringify(data, { aliasDuplicateObjects: false }) };
}

function provenance(name: string, snapshot: Snapshot): unknown {
  const device = snapshot.find(name);
  const shadowed = snapshot.shadowedBy(name).map(({ path, priority }) => ({ path, priority }));
  return {
    name,
    spec: { path: device?.path, priority: device?.priority, cdiVersion: device?.spec.cdiVersion },
    ...(device?.definition.annotations ? { annotations: device.definition.annotations } : {}),
    ...(shadowed.length > 0 ? { shadowed } : {}),
  };
}
