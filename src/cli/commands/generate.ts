import { printSpec, type SpecFormat } from "../../cdi/print-spec.ts";
import { formatOfSpecFile } from "../../cdi/spec-file-names.ts";
import type { Generation } from "../../generation/generation.ts";
import { placeProblems } from "../../generation/place-problems.ts";
import { runGenerators } from "../../generation/run-generators.ts";
import { shadowProblems } from "../../generation/shadow-problems.ts";
import { isError } from "../../problems.ts";
import type { Command, CommandContext, Result } from "../command.ts";
import { deliver } from "../deliver.ts";
import { checkSpecs } from "../generation/check-specs.ts";
import { diffSpecs } from "../generation/diff-specs.ts";
import { type GenerationRequest, generationRequest, type Purpose } from "../generation/generation-options.ts";
import { printSpecs } from "../generation/print-specs.ts";
import { writeSpecs } from "../generation/write-specs.ts";

export const command: Command = {
  description: `Writes the specs of a host's devices by looking at its /dev, /sys and /proc: no vendor's library and no
daemon is needed. One generator prints a spec, several or all print a list of those that apply; one that does not says why,
and that fails unless all are asked for. With --root it looks at the tree of another host, whose own paths are in the
spec; a copy can have its device nodes in a file .device-nodes, with lines such as /dev/ttyUSB0 c 188:0 0660 20. With
--write the specs go into the last spec directory, where only files are replaced that generate wrote; --check and --diff
compare with those, and --watch writes them and keeps them fresh. Output is YAML, or JSON with --format json.`,
  examples: [
    "cdictl generate serial",
    "cdictl generate all --write",
    "cdictl generate nvidia rdma serial --watch",
    "cdictl generate all --check || cdictl generate all --write",
    "cdictl generate serial --root /mnt/other-host --cdi-version 0.5.0 --output serial.yaml",
  ],
  run: generate,
};

async function generate(context: CommandContext): Promise<Result> {
  const request = generationRequest(context);
  const { root, devRoot, driverRoot } = request.places;
  const isWatch = request.purpose === "watch";
  // The root of a driver in a container may be there only later.
  const faults = placeProblems([root, devRoot, isWatch ? undefined : driverRoot]);
  if (faults.length > 0) return { status: 1, problems: faults };
  if (isWatch) {
    const { watchSpecs } = await import("../generation/watch-specs.ts");
    return watchSpecs(request, context);
  }
  const isDocument = request.purpose === "print" || request.purpose === "output";
  const generations = await runGenerators(request.names, request.places, {
    ...request.options,
    ...(!isDocument && { installedIn: lastOf(context) }),
  });
  const told = generations.flatMap((generation) => generation.problems);
  const failed = generations.some((generation) => hasFailed(generation, request.isAll));
  if (failed && request.isSingle && isDocument) return { status: 1, problems: told };
  const result = await purposes[request.purpose](generations, context, request);
  const shadows = isDocument
    ? []
    : await Promise.all(generations.map((each) => shadowProblems(each, context.specDirs)));
  const problems = [...told, ...(result.problems ?? []), ...shadows.flat()];
  return { ...result, status: failed || shadows.flat().some(isError) ? 1 : result.status, problems };
}

/** Under `all` it is no failure that a generator does not apply, unless it could not look. */
function hasFailed({ spec, problems }: Generation, isAll: boolean): boolean {
  return !spec && (!isAll || problems.some(isError));
}

type Act = (
  generations: readonly Generation[],
  context: CommandContext,
  request: GenerationRequest,
) => Result | Promise<Result>;

const purposes: Readonly<Record<Exclude<Purpose, "watch">, Act>> = {
  print: (generations, context, request) => deliver(documentOf(generations, request, formatOf(context)), undefined),
  output: (generations, context, request) => {
    const [file = ""] = context.options.get("output") ?? [];
    const format = context.format === "text" ? formatOfSpecFile(file) : formatOf(context);
    return deliver(documentOf(generations, request, format), file);
  },
  write: (generations, context) => writeSpecs(generations, lastOf(context), formatOf(context)),
  check: (generations, context) => checkSpecs(generations, lastOf(context)),
  diff: (generations, context) => diffSpecs(generations, lastOf(context), context.world),
};

function documentOf(generations: readonly Generation[], { isSingle }: GenerationRequest, format: SpecFormat): string {
  const specs = generations.flatMap(({ spec }) => (spec ? [spec] : []));
  const [first] = specs;
  return isSingle && first ? printSpec(first, format) : printSpecs(specs, format);
}

function formatOf({ format }: CommandContext): SpecFormat {
  return format === "json" ? "json" : "yaml";
}

function lastOf({ specDirs }: CommandContext): string {
  return specDirs.at(-1) ?? ".";
}
