import { escapeControls } from "../../cdi/quote.ts";
import { specChanges } from "../../generators/spec-changes.ts";
import type { Result } from "../command.ts";
import type { Generation } from "./generation.ts";
import { type InstalledSpec, installedSpecs, specPlace } from "./installed-spec.ts";

interface Freshness {
  readonly generator: string;
  readonly path: string;
  readonly state: "fresh" | "stale";
  /** What would be another if it were written anew. */
  readonly changes: readonly string[];
}

/** Whether the specs in a directory are what would be written now, and what is another; stale is a no. */
export async function checkSpecs(generations: readonly Generation[], dir: string): Promise<Result> {
  const found: Freshness[] = [];
  for (const generation of generations) {
    const installed = await installedSpecs(dir, generation.kind);
    const own = installed.find(({ owner }) => owner === generation.name);
    const freshness = freshnessOf(generation, own, own ?? installed[0] ?? specPlace(dir, generation.kind, "yaml"));
    if (freshness) found.push(freshness);
  }
  const text = found.map(({ path, state, changes }) => [`${path}: ${state}`, ...changes.map((line) => `  ${line}`)]);
  return {
    status: found.some(({ state }) => state === "stale") ? 1 : 0,
    data: found,
    text: text.map((lines) => `${lines.map(escapeControls).join("\n")}\n`).join(""),
  };
}

/** Undefined where there is no such device and no spec of one. */
function freshnessOf(
  { name, spec }: Generation,
  own: InstalledSpec | undefined,
  { path }: { readonly path: string },
): Freshness | undefined {
  if (!spec && !own) return undefined;
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
