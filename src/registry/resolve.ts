import { quote } from "../cdi/quote.ts";
import type { ContainerEdits } from "../cdi/spec.ts";
import type { DefinedDevice } from "./defined-device.ts";
import { type DeviceFault, FaultFinder } from "./device-fault.ts";
import { editsOf } from "./edits-of.ts";
import { expandPatterns } from "./expand-patterns.ts";
import { isPattern } from "./match-pattern.ts";
import { mergeEdits } from "./merge-edits.ts";
import { repeatedTooOften } from "./repeated-edits.ts";
import type { Snapshot } from "./snapshot.ts";

/** What the requested devices ask of a container, in the order in which it is to be applied. */
export interface ResolvedEdits {
  /** The requested names, patterns replaced by what they match. A device asked for twice stands here twice. */
  readonly devices: readonly string[];
  /** Where each of them is defined. */
  readonly definitions: readonly DefinedDevice[];
  /** Shared with the snapshot, so not to be changed. */
  readonly edits: ContainerEdits;
}

export type Resolution = { readonly resolved: ResolvedEdits } | { readonly faults: readonly DeviceFault[] };

/**
 * Resolves qualified names, and patterns such as `nvidia.com/gpu=*`, all or nothing: either the merged edits or what is
 * wrong with each name that does not resolve.
 */
export function resolve(names: readonly string[], snapshot: Snapshot): Resolution {
  const key = JSON.stringify(names);
  const known = resolutionsOf(snapshot);
  const resolved = known.get(key) ?? resolveAnew(names, snapshot);
  if ("faults" in resolved) return resolved;
  const isShort = key.length < keptLength && resolved.devices.length <= keptDevices;
  if (known.size < keptResolutions && isShort) known.set(key, resolved);
  return { resolved };
}

/**
 * What was asked of a snapshot is asked again: containers of one kind want the same devices. The merged edits are then the
 * same object, from which what injection has printed before is found again.
 */
const resolutions = new WeakMap<Snapshot, Map<string, ResolvedEdits>>();
const [keptResolutions, keptLength, keptDevices] = [256, 4096, 1024];

function resolutionsOf(snapshot: Snapshot): Map<string, ResolvedEdits> {
  const known = resolutions.get(snapshot) ?? new Map<string, ResolvedEdits>();
  resolutions.set(snapshot, known);
  return known;
}

function resolveAnew(
  names: readonly string[],
  snapshot: Snapshot,
): ResolvedEdits | { readonly faults: readonly DeviceFault[] } {
  const { expanded, faults } = expandPatterns(names, snapshot);
  const devices: DefinedDevice[] = [];
  for (const name of expanded) {
    const device = snapshot.find(name);
    if (device) devices.push(device);
  }
  if (devices.length < expanded.length || faults.size > 0) return { faults: findFaults(names, snapshot, faults) };
  const excessive = repeatedTooOften(devices);
  if (excessive) return { faults: [tooMuch(excessive.name)] };
  return { devices: expanded, definitions: devices, edits: mergeEdits(editsOf(devices)) };
}

/** What is wrong is the request, as with patterns that ask for too much. */
function tooMuch(name: string): DeviceFault {
  const message = `Cannot resolve ${quote(name)}: the request names devices again too often for their edits to fit into memory`;
  return { name, reason: "malformed-name", message, nearest: [] };
}

/** One fault for each name that has one, in the order of the request. */
function findFaults(
  names: readonly string[],
  snapshot: Snapshot,
  patternFaults: ReadonlyMap<string, DeviceFault>,
): DeviceFault[] {
  const finder = new FaultFinder(snapshot);
  return [...new Set(names)].flatMap((name) => {
    if (isPattern(name)) return patternFaults.get(name) ?? [];
    return snapshot.find(name) ? [] : finder.find(name);
  });
}
