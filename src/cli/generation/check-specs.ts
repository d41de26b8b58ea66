import { escapeControls } from "../../cdi/quote.ts";
import { type Freshness, freshnessIn } from "../../generation/freshness.ts";
import type { Generation } from "../../generation/generation.ts";
import type { Result } from "../command.ts";

/** Whether the specs in a directory are what would be written now, and what is another; stale is a no. */
export async function checkSpecs(generations: readonly Generation[], dir: string): Promise<Result> {
  const found: Freshness[] = [];
  for (const generation of generations) {
    const freshness = await freshnessIn(dir, generation);
    if (freshness) found.push(freshness);
  }
  const text = found.map(({ path, state, changes }) => [`${path}: ${state}`, ...changes.map((line) => `  ${line}`)]);
  return {
    status: found.some(({ state }) => state === "stale") ? 1 : 0,
    data: found,
    text: text.map((lines) => `${lines.map(escapeControls).join("\n")}\n`).join(""),
  };
}
