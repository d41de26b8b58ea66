import { escapeControls } from "../../cdi/quote.ts";
import { generateSpec } from "../../generators/generate-spec.ts";
import type { GeneratorHost } from "../../generators/generator.ts";
import type { GeneratorName } from "../../generators/generator-names.ts";
import { loadGenerator } from "../../generators/generators.ts";
import { openHostTree } from "../../host/open-host-tree.ts";
import { type GenerationProblem, problem } from "../../problems.ts";
import type { CommandContext } from "../command.ts";
import type { Generation } from "./generation.ts";
import type { GenerationRequest } from "./generation-options.ts";

/** Has each generator look at the host that the options name. */
export async function runGenerators(request: GenerationRequest, { options }: CommandContext): Promise<Generation[]> {
  const distrusted = new Set<string>();
  const open = (root: string) => openHostTree(root, (path) => distrusted.add(path));
  const tree = open(options.get("root")?.[0] ?? "/");
  const [devices, driver] = ["dev-root", "driver-root"].map((name) => options.get(name)?.[0]);
  const host: GeneratorHost = {
    tree,
    devices: devices === undefined ? tree : open(devices),
    driver: driver === undefined ? tree : open(driver),
  };
  const generations: Generation[] = [];
  for (const name of request.names) {
    const generation = await generate(name, host, request, options);
    const problems = [...[...distrusted].map(distrustProblem), ...generation.problems];
    distrusted.clear();
    generations.push({ ...generation, problems });
  }
  return generations;
}

async function generate(
  name: GeneratorName,
  host: GeneratorHost,
  { kind, hooks, highest }: GenerationRequest,
  values: CommandContext["options"],
): Promise<Generation> {
  const generator = await loadGenerator(name);
  const asked = { ...(kind !== undefined && { kind }), hooks, values };
  const { spec, problems } = generateSpec(generator, host, asked, highest);
  const generation = { name, kind: kind ?? generator.kind, problems };
  if (spec) return { ...generation, kind: spec.kind, spec };
  const { applies, reason } = generator.detect(host);
  const why = applies ? "nothing of what it found can be told" : reason;
  const nothing = problem("does-not-apply", `${name}: ${escapeControls(why)}`);
  return { ...generation, problems: applies ? [...problems, nothing] : [nothing] };
}

function distrustProblem(path: string): GenerationProblem {
  return problem("untrusted-source", "Everyone can write it, so nothing is learnt from it", { path });
}
