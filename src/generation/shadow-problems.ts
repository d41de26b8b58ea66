import { qualifiedName } from "../cdi/names.ts";
import { type Problem, problem } from "../problems.ts";
import { candidateFiles } from "../registry/candidate-files.ts";
import { cleanDirectory } from "../registry/clean-directory.ts";
import { isValidSpecFile, type ValidSpecFile } from "../registry/defined-device.ts";
import { namesInMessage, pathInMessage } from "../registry/name-in-message.ts";
import type { Generation } from "./generation.ts";
import { ownSpec } from "./installed-spec.ts";

/**
 * What other files say of the devices of a generated spec, one problem a file: those whose definitions are hidden, those
 * that hide the generated ones, and those of equal priority, because of which no runtime has the device at all.
 */
export async function shadowProblems({ name, kind }: Generation, specDirs: readonly string[]): Promise<Problem[]> {
  const dirs = specDirs.map(cleanDirectory);
  const own = await ownSpec(dirs.at(-1) ?? ".", kind, name);
  if (!own?.spec) return [];
  const generated = new Set(own.spec.devices.map((device) => device.name));
  const others = (await candidateFiles(dirs, { kinds: [kind] }))
    .filter(isValidSpecFile)
    .filter((file) => file.spec.kind === kind && file.path !== own.path);
  return others.flatMap((file) => shadowProblem(file, generated, own.path, dirs.length - 1) ?? []);
}

function shadowProblem(
  { path, priority, spec }: ValidSpecFile,
  generated: ReadonlySet<string>,
  ownPath: string,
  ownPriority: number,
): Problem | undefined {
  const names = spec.devices.map((device) => device.name);
  const common = names.filter((each) => generated.has(each)).map((each) => qualifiedName(spec.kind, each));
  const rest = names.filter((each) => !generated.has(each)).map((each) => qualifiedName(spec.kind, each));
  if (common.length === 0) return undefined;
  const own = pathInMessage(ownPath);
  const place = { path, devices: common };
  if (priority === ownPriority) {
    const message = `No runtime has ${namesInMessage(common)}: defined here and in the generated ${own}; remove one of the files`;
    return problem("conflict", message, place);
  }
  const leftover = rest.length > 0 ? `; ${namesInMessage(rest)} still come from here` : "";
  const message =
    priority < ownPriority
      ? `Left over: the generated ${own} takes the place of ${namesInMessage(common)}${leftover}; remove the file if it is not needed`
      : `Takes the place of ${namesInMessage(common)} in the generated ${own}; remove the file if it is not needed`;
  return problem("shadowed-spec", message, place);
}
