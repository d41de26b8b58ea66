import { printSpec, type SpecFormat } from "../../cdi/print-spec.ts";
import type { Spec } from "../../cdi/spec.ts";
import { ownerComment } from "../../generators/owner.ts";
import { type Problem, problem } from "../../problems.ts";
import { removeSpec, writeSpec } from "../../registry/write-spec.ts";
import type { Result } from "../command.ts";
import type { Generation } from "./generation.ts";
import { type InstalledSpec, installedSpecs, specPlace } from "./installed-spec.ts";

interface Written {
  readonly generator: string;
  readonly path: string;
  readonly state: "written" | "unchanged" | "left";
  readonly devices: number;
}

const words = { written: "written", unchanged: "unchanged", left: "left as it is" } as const;

/**
 * Writes the specs into a directory. Only a file that the same generator wrote is replaced, one of the other format
 * included, for two of them would be in conflict; and none that says the same already. None is removed because nothing is
 * found: what is hidden for a while, as in another network namespace, is not gone.
 */
export async function writeSpecs(generations: readonly Generation[], dir: string, format: SpecFormat): Promise<Result> {
  const written: Written[] = [];
  const problems: Problem<string>[] = [];
  for (const { name, kind, spec } of generations) {
    const outcome = spec ? await write(name, spec, dir, format) : await left(name, kind, dir);
    if (!outcome) continue;
    if ("problems" in outcome) problems.push(...outcome.problems);
    else written.push(outcome);
  }
  const lines = written.map(
    ({ path, state, devices }) => `${path}: ${words[state]}, ${devices === 1 ? "1 device" : `${devices} devices`}\n`,
  );
  return { status: problems.length > 0 ? 1 : 0, data: written, text: lines.join(""), problems };
}

async function write(
  generator: string,
  spec: Spec,
  dir: string,
  format: SpecFormat,
): Promise<Written | { readonly problems: readonly Problem<string>[] }> {
  const { path, name } = specPlace(dir, spec.kind, format);
  const installed = await installedSpecs(dir, spec.kind);
  const foreign = installed.filter(({ owner }) => owner !== generator);
  if (foreign.length > 0) return { problems: foreign.map((file) => foreignProblem(generator, file)) };
  const head = ownerComment(spec, generator);
  const isSame = installed.some((file) => file.path === path && file.text === head + printSpec(spec, format));
  const outcome = isSame ? { path } : writeSpec(dir, spec, { name, head });
  if ("problems" in outcome) return outcome;
  for (const twin of installed.filter((file) => file.path !== path)) {
    const failure = removeSpec(dir, twin.name);
    if (failure) return { problems: [failure] };
  }
  return { generator, path, state: isSame ? "unchanged" : "written", devices: spec.devices.length };
}

async function left(generator: string, kind: string, dir: string): Promise<Written | undefined> {
  const own = (await installedSpecs(dir, kind)).find(({ owner }) => owner === generator);
  return own && { generator, path: own.path, state: "left", devices: own.spec?.devices.length ?? 0 };
}

function foreignProblem(generator: string, { path }: InstalledSpec): Problem<string> {
  const message = `Cannot write the spec of ${generator} here: the file was not written by generate ${generator}`;
  return problem("not-own-file", message, { path });
}
