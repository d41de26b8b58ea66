import { printSpec, type SpecFormat } from "../cdi/print-spec.ts";
import type { Spec } from "../cdi/spec.ts";
import { ownerComment } from "../generators/owner.ts";
import { type Problem, problem } from "../problems.ts";
import { removeSpec, writeSpec } from "../registry/write-spec.ts";
import type { Generation } from "./generation.ts";
import { type InstalledSpec, installedSpecs, ownSpec, specPlace } from "./installed-spec.ts";

/** What became of a generated spec. */
export interface Written {
  readonly generator: string;
  readonly path: string;
  readonly state: "written" | "unchanged" | "left";
  readonly devices: number;
}

export interface NotWritten {
  readonly problems: readonly Problem[];
}

/**
 * Writes a spec into a directory. Only a file that the same generator wrote is replaced, one of the other format included,
 * for two of them would be in conflict; and none that says the same already. None is removed because nothing is found: what
 * is hidden for a while is not gone. Undefined where there is nothing to write and nothing was written before.
 */
export async function writeGeneration(
  { name, kind, spec }: Generation,
  dir: string,
  format: SpecFormat,
): Promise<Written | NotWritten | undefined> {
  if (spec) return write(name, spec, dir, format);
  const own = await ownSpec(dir, kind, name);
  return own && { generator: name, path: own.path, state: "left", devices: own.spec?.devices.length ?? 0 };
}

async function write(generator: string, spec: Spec, dir: string, format: SpecFormat): Promise<Written | NotWritten> {
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

function foreignProblem(generator: string, { path }: InstalledSpec): Problem {
  const message = `Cannot write the spec of ${generator} here: the file does not say that generate ${generator} wrote it`;
  return problem("not-own-file", message, { path });
}
