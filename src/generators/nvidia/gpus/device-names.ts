import { problem } from "../../../problems.ts";
import { valuesOf } from "../../option-values.ts";
import type { Site } from "../site.ts";
import type { MigDevice } from "./find-mig.ts";
import type { Gpu } from "./gpu.ts";

/** A way to name devices; a device that has no such name gets none by it. */
interface NameStrategy {
  readonly gpu: (gpu: Gpu) => string | undefined;
  readonly mig: (mig: MigDevice) => string | undefined;
}

/** By the values of `--device-name-strategy`. The UUID of a MIG device is known to NVIDIA's library alone. */
const strategies: ReadonlyMap<string, NameStrategy> = new Map([
  ["index", { gpu: ({ index }) => `${index}`, mig: ({ gpu, index }) => `${gpu.index}:${index}` }],
  ["uuid", { gpu: ({ uuid }) => uuid, mig: () => undefined }],
  ["type-index", { gpu: ({ index }) => `gpu${index}`, mig: ({ gpu, index }) => `mig${gpu.index}:${index}` }],
]);

const usual: readonly string[] = ["index", "uuid"];

/** The names of a device by each strategy that there is, with its strategy. */
export type StrategyNames = readonly (readonly [strategy: string, name: string])[];

export function gpuNames(gpu: Gpu): StrategyNames {
  return namesBy((strategy) => strategy.gpu(gpu));
}

export function migNames(mig: MigDevice): StrategyNames {
  return namesBy((strategy) => strategy.mig(mig));
}

/** The strategies that are asked for. */
export function askedStrategies(site: Site): ReadonlySet<string> {
  const asked = valuesOf(site.options, "device-name-strategy");
  for (const name of asked.filter((other) => !strategies.has(other))) {
    const known = [...strategies.keys()].join(", ");
    site.report(problem("odd-device", `Cannot name devices by ${name}: they have names by ${known}`));
  }
  return new Set(asked.length > 0 ? asked : usual);
}

function namesBy(nameOf: (strategy: NameStrategy) => string | undefined): StrategyNames {
  return [...strategies].flatMap(([strategy, by]) => {
    const name = nameOf(by);
    return name === undefined ? [] : [[strategy, name] as const];
  });
}
