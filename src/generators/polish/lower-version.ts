import { splitKind } from "../../cdi/names.ts";
import type { ContainerEdits, Device, Spec } from "../../cdi/spec.ts";
import { isLowerVersion } from "../../cdi/versions.ts";
import { type Problem, problem } from "../../problems.ts";
import { mapEdits } from "./edit-lists.ts";

interface LoweringRow {
  /** The version that brought it. */
  readonly version: string;
  readonly what: string;
  readonly without: (spec: Spec) => Spec;
}

const rows: readonly LoweringRow[] = [
  { version: "1.1.0", what: "network devices", without: inEdits(({ netDevices: _, ...edits }) => edits) },
  { version: "1.1.0", what: "schemata and monitoring of RDT", without: inEdits(withoutNewRdt) },
  { version: "0.7.0", what: "RDT", without: inEdits(({ intelRdt: _, ...edits }) => edits) },
  { version: "0.7.0", what: "additional groups, nor the groups of nodes with them", without: withoutGroups },
  { version: "0.6.0", what: "annotations", without: withoutAnnotations },
  { version: "0.5.0", what: "device names that begin with a digit", without: withoutDigits },
  { version: "0.5.0", what: "nodes at another path than on the host", without: inEdits(withoutMovedNodes) },
  { version: "0.4.0", what: "types of mounts", without: inEdits(withoutMountTypes) },
];

/** What a spec can say at a version and below, and a problem for each thing that it cannot. */
export function lowerVersion(spec: Spec, highest: string): { readonly spec: Spec; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  let lowered = spec;
  for (const { version, what, without } of rows) {
    if (!isLowerVersion(highest, version)) continue;
    const before = JSON.stringify(lowered);
    lowered = without(lowered);
    if (JSON.stringify(lowered) === before) continue;
    problems.push(problem("left-out", `${spec.kind}: cdiVersion ${highest} has no ${what}; ${version} has`));
  }
  return { spec: lowered, problems };
}

/** Whether a kind can be told at a version at all. */
export function canNameKind(kind: string, highest: string): boolean {
  return !isLowerVersion(highest, "0.6.0") || !splitKind(kind)?.class.includes(".");
}

function inEdits(change: (edits: ContainerEdits) => ContainerEdits): (spec: Spec) => Spec {
  return (spec) => mapEdits(spec, change);
}

function withoutNewRdt({ intelRdt, ...edits }: ContainerEdits): ContainerEdits {
  if (!intelRdt) return edits;
  const { schemata: _, enableMonitoring: __, ...rest } = intelRdt;
  return { ...edits, intelRdt: rest };
}

/** A node of a group that the container's user is not in would be worse off than one without. */
function withoutGroups(spec: Spec): Spec {
  const all = new Set([spec, ...spec.devices].flatMap(({ containerEdits }) => containerEdits?.additionalGids ?? []));
  return mapEdits(spec, ({ additionalGids: _, deviceNodes, ...edits }) => {
    const nodes = deviceNodes?.map(({ gid, ...node }) => (gid === undefined || all.has(gid) ? node : { ...node, gid }));
    return nodes ? { ...edits, deviceNodes: nodes } : edits;
  });
}

function withoutAnnotations({ annotations: _, ...spec }: Spec): Spec {
  return { ...spec, devices: spec.devices.map(({ annotations: __, ...device }) => device) };
}

function withoutDigits(spec: Spec): Spec {
  return { ...spec, devices: spec.devices.filter(({ name }: Device) => !/^\d/.test(name)) };
}

function withoutMovedNodes({ deviceNodes, ...edits }: ContainerEdits): ContainerEdits {
  const unmoved = deviceNodes?.filter(({ path, hostPath = path }) => hostPath === path);
  const kept = unmoved?.map(({ hostPath: _, ...node }) => node);
  return kept && kept.length > 0 ? { ...edits, deviceNodes: kept } : edits;
}

function withoutMountTypes({ mounts, ...edits }: ContainerEdits): ContainerEdits {
  return mounts ? { ...edits, mounts: mounts.map(({ type: _, ...mount }) => mount) } : edits;
}
