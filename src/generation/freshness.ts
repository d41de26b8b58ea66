import { specChanges } from "../generators/spec-changes.ts";
import type { Generation } from "./generation.ts";
import { type InstalledSpec, installedSpecs, specPlace } from "./installed-spec.ts";

/** Whether a generated spec is what would be written now. */
export interface Freshness {
  readonly generator: string;
  readonly path: string;
  readonly state: "fresh" | "stale";
  /** What would be another if it were written anew. */
  readonly changes: readonly string[];
}

/** Compares with the spec in a directory. Undefined where there is no such device and no spec of one. */
export async function freshnessIn(dir: string, generation: Generation): Promise<Freshness | undefined> {
  const { name, kind, spec } = generation;
  const installed = await installedSpecs(dir, kind);
  const own = installed.find(({ owner }) => owner === name);
  if (!spec && !own) return undefined;
  const { path } = own ?? installed[0] ?? specPlace(dir, kind, "yaml");
  const changes = changesOf(spec, own);
  return { generator: name, path, state: changes.length > 0 ? "stale" : "fresh", changes };
}

function changesOf(spec: Generation["spec"], own: InstalledSpec | undefined): readonly string[] {
  if (!own) return ["no generated spec is there"];
  if (!spec) return ["the host has no such device any longer"];
  if (!own.spec) return ["the file is no spec any longer"];
  const changes = specChanges(own.spec, spec);
  const isSame = changes.length > 0 || JSON.stringify(sorted(own.spec)) === JSON.stringify(sorted(spec));
  return isSame ? changes : ["entries are in another order"];
}

/** Fields in one order, whichever they were set in; entries of lists stay as they are. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
