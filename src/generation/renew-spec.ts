import type { SpecFormat } from "../cdi/print-spec.ts";
import type { GeneratorName } from "../generators/generator-names.ts";
import { isError, type Problem } from "../problems.ts";
import { freshnessIn } from "./freshness.ts";
import type { HostPlaces } from "./host-places.ts";
import { placeProblems } from "./place-problems.ts";
import { type GenerationOptions, runGenerators } from "./run-generators.ts";
import { shadowProblems } from "./shadow-problems.ts";
import { type Written, writeGeneration } from "./write-generation.ts";

/** Where specs come from and where they go. */
export interface RenewalRequest {
  readonly places: HostPlaces;
  readonly options: GenerationOptions;
  /** In ascending priority; specs go into the last. */
  readonly specDirs: readonly string[];
  readonly format: SpecFormat;
}

/** What became of a spec that was to be made anew. */
export interface Renewal {
  readonly generator: GeneratorName;
  /** Absent where there was nothing to write, and where it could not be written. */
  readonly written?: Written;
  /** What is another than in the spec that was there. */
  readonly changes: readonly string[];
  readonly problems: readonly Problem[];
  readonly isDone: boolean;
}

/** Has a generator look at the machine, and replaces its spec where that says something else. */
export async function renewSpec(
  generator: GeneratorName,
  { places, options, specDirs, format }: RenewalRequest,
): Promise<Renewal> {
  const faults = placeProblems([places.root, places.devRoot]);
  if (faults.length > 0) return { generator, changes: [], problems: faults, isDone: false };
  const dir = specDirs.at(-1) ?? ".";
  const [generation] = await runGenerators([generator], places, { ...options, installedIn: dir });
  if (!generation) return { generator, changes: [], problems: [], isDone: true };
  const freshness = await freshnessIn(dir, generation);
  const outcome = await writeGeneration(generation, dir, format);
  const failures = outcome && "problems" in outcome ? outcome.problems : [];
  const problems = [...generation.problems, ...failures, ...(await shadowProblems(generation, specDirs))];
  const isDone = failures.length === 0 && (generation.spec !== undefined || !generation.problems.some(isError));
  const changes = freshness?.changes ?? [];
  return { generator, changes, problems, isDone, ...(outcome && "path" in outcome && { written: outcome }) };
}
