import type { Problem } from "../problems.ts";
import { wantsColour } from "./colour.ts";
import { problemLine } from "./problem-line.ts";
import type { World } from "./world.ts";

/** Tells of each problem once on standard error, and again where it comes back. */
export function problemReporter(world: World): (problems: readonly Problem[]) => void {
  const colour = wantsColour(world, "stderr");
  let known = new Set<string>();
  return (problems) => {
    const lines = new Set(problems.map((problem) => problemLine(problem, colour)));
    for (const line of lines) if (!known.has(line)) world.stderr(`cdictl: ${line}\n`);
    known = lines;
  };
}
