import { escapeControls } from "../cdi/quote.ts";
import { generateSpec } from "../generators/generate-spec.ts";
import type { GeneratorHost, GeneratorOptions } from "../generators/generator.ts";
import type { GeneratorName } from "../generators/generator-names.ts";
import { loadGenerator } from "../generators/generators.ts";
import { type Problem, problem } from "../problems.ts";
import type { Generation } from "./generation.ts";
import type { HostPlaces } from "./host-places.ts";
import { ownSpec } from "./installed-spec.ts";
import { openHost } from "./open-host.ts";

export interface GenerationOptions extends GeneratorOptions {
  /** The highest cdiVersion that a spec may have. */
  readonly highest?: string | undefined;
  /** The directory whose generated specs are to be replaced: devices there that are only hidden now are kept. */
  readonly installedIn?: string | undefined;
}

/** Has each generator look at a machine, one after the other. */
export async function runGenerators(
  names: readonly GeneratorName[],
  places: HostPlaces,
  options: GenerationOptions,
): Promise<Generation[]> {
  const distrusted = new Set<string>();
  const host = openHost(places, (path) => distrusted.add(path));
  const generations: Generation[] = [];
  for (const name of names) {
    const generation = await generate(name, host, options);
    const problems = [...[...distrusted].map(distrustProblem), ...generation.problems];
    distrusted.clear();
    generations.push({ ...generation, problems });
  }
  return generations;
}

async function generate(name: GeneratorName, host: GeneratorHost, options: GenerationOptions): Promise<Generation> {
  const generator = await loadGenerator(name);
  const { installedIn, highest } = options;
  const kind = options.kind ?? generator.kind;
  const before = installedIn === undefined ? undefined : (await ownSpec(installedIn, kind, name))?.spec;
  const { spec, problems } = generateSpec(generator, host, options, { highest, before });
  const generation = { name, kind, problems };
  if (spec) return { ...generation, kind: spec.kind, spec };
  const { applies, reason } = generator.detect(host);
  const why = applies ? "nothing of what it found can be told" : reason;
  const nothing = problem("does-not-apply", `${name}: ${escapeControls(why)}`);
  return { ...generation, problems: applies ? [...problems, nothing] : [nothing] };
}

function distrustProblem(path: string): Problem {
  return problem("untrusted-source", "Everyone can write it, so nothing is learnt from it", { path });
}
