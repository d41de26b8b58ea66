import type { SpecFormat } from "../../cdi/print-spec.ts";
import type { Generation } from "../../generation/generation.ts";
import { type Written, writeGeneration } from "../../generation/write-generation.ts";
import type { Problem } from "../../problems.ts";
import type { Result } from "../command.ts";

const words = { written: "written", unchanged: "unchanged", left: "left as it is" } as const;

/** Writes the specs into a directory, and tells what became of each. */
export async function writeSpecs(generations: readonly Generation[], dir: string, format: SpecFormat): Promise<Result> {
  const written: Written[] = [];
  const problems: Problem[] = [];
  for (const generation of generations) {
    const outcome = await writeGeneration(generation, dir, format);
    if (!outcome) continue;
    if ("problems" in outcome) problems.push(...outcome.problems);
    else written.push(outcome);
  }
  const text = written.map(writtenLine).join("");
  return { status: problems.length > 0 ? 1 : 0, data: written, text, problems };
}

/** What became of a spec, for people. */
export function writtenLine({ path, state, devices }: Written): string {
  return `${path}: ${words[state]}, ${devices === 1 ? "1 device" : `${devices} devices`}\n`;
}
