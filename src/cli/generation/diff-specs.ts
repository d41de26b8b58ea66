import { printSpec } from "../../cdi/print-spec.ts";
import type { Generation } from "../../generation/generation.ts";
import { installedSpecs, specPlace } from "../../generation/installed-spec.ts";
import { ownerComment } from "../../generators/owner.ts";
import { colouredDiff, wantsColour } from "../colour.ts";
import type { Result } from "../command.ts";
import { unifiedDiff } from "../unified-diff.ts";
import type { World } from "../world.ts";

/** What writing the specs into a directory would change in the files that are there, as a unified diff. */
export async function diffSpecs(generations: readonly Generation[], dir: string, world: World): Promise<Result> {
  const diffs: string[] = [];
  for (const { name, kind, spec } of generations) {
    if (!spec) continue;
    const installed = await installedSpecs(dir, kind);
    const file = installed.find(({ owner }) => owner === name) ?? installed[0];
    const { path, format, text } = file ?? { ...specPlace(dir, kind, "yaml"), format: "yaml", text: "" };
    const now = ownerComment(spec, name) + printSpec(spec, format);
    diffs.push(unifiedDiff(path, text, [{ start: 0, end: text.length, text: now }]));
  }
  const diff = diffs.join("");
  return { status: 0, text: wantsColour(world, "stdout") ? colouredDiff(diff) : diff, verbatim: true };
}
