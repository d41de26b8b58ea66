import { qualifiedName } from "../cdi/names.ts";
import { candidateFiles } from "./candidate-files.ts";
import { defaultSpecDirs } from "./default-spec-dirs.ts";
import { DefinedDevice, isValidSpecFile } from "./defined-device.ts";
import { editsOf } from "./edits-of.ts";
import type { LoadOptions } from "./load-snapshot.ts";
import { isPattern } from "./match-pattern.ts";
import { mergeEdits } from "./merge-edits.ts";
import { rankDefinitions } from "./rank-definitions.ts";
import { repeatedTooOften } from "./repeated-edits.ts";
import type { Resolution, ResolvedEdits } from "./resolve.ts";
import type { SpecFile } from "./spec-file.ts";

/**
 * Resolves names as `resolve` does on a whole load, for a process that asks once: of the spec files only those are
 * parsed that can define a requested kind. Where a name does not resolve, everything is loaded, to say why.
 */
export async function resolveOnce(
  names: readonly string[],
  dirs = defaultSpecDirs,
  options: LoadOptions = {},
): Promise<Resolution> {
  const resolved = names.some(isPattern) ? undefined : await resolveNames(names, dirs, options);
  if (resolved) return { resolved };
  const { resolveBySnapshot } = await import("./resolve-by-snapshot.ts");
  return resolveBySnapshot(names, dirs, options);
}

/** The way that nearly every call takes, and that start-up pays for: names, no patterns, and all of them resolve. */
async function resolveNames(
  names: readonly string[],
  dirs: readonly string[],
  options: LoadOptions,
): Promise<ResolvedEdits | undefined> {
  const kinds = new Set<string>();
  const wanted = new Set<string>();
  for (const name of names) {
    const equals = name.indexOf("=");
    if (equals < 0) return undefined;
    kinds.add(name.slice(0, equals));
    wanted.add(name.slice(equals + 1));
  }
  const files = await candidateFiles(dirs, { kinds: [...kinds], devices: wanted }, options);
  const definitions = definitionsOf(new Set(names), files);
  const devices: DefinedDevice[] = [];
  for (const name of names) {
    const ranking = rankDefinitions(definitions.get(name) ?? []);
    if (!ranking || "conflict" in ranking) return undefined;
    devices.push(ranking.winner);
  }
  if (repeatedTooOften(devices)) return undefined;
  return { devices: names, definitions: devices, edits: mergeEdits(editsOf(devices)) };
}

function definitionsOf(names: ReadonlySet<string>, files: readonly SpecFile[]): ReadonlyMap<string, DefinedDevice[]> {
  const definitions = new Map<string, DefinedDevice[]>();
  for (const file of files.filter(isValidSpecFile)) {
    for (const device of file.spec.devices) {
      const name = qualifiedName(file.spec.kind, device.name);
      if (!names.has(name)) continue;
      const known = definitions.get(name);
      if (known) known.push(new DefinedDevice(file, device));
      else definitions.set(name, [new DefinedDevice(file, device)]);
    }
  }
  return definitions;
}
