import { openHostCopy } from "../host/open-host-tree.ts";
import { preflight } from "../preflight/preflight.ts";
import { isError, type Problem } from "../problems.ts";
import { loadSnapshot } from "../registry/load-snapshot.ts";
import type { CommandContext, Result } from "./command.ts";
import type { Injection, Injector } from "./inject-into.ts";

/** Has a preflight look at what is to be injected, on the disk or by a service. */
export type Preflighter = (injection: Injection, context: CommandContext) => Promise<readonly Problem[]>;

/** Runs an injection that refuses what a preflight says would fail, and tells of what else it says. */
export async function withPreflight(
  run: (guarded: (inject: Injector) => Injector) => Promise<Result>,
  look: Preflighter,
): Promise<Result> {
  const doubts: Problem[] = [];
  const guarded = (inject: Injector): Injector => {
    return async (injection, context) => {
      const problems = await look(injection, context);
      if (problems.some(isError)) return { problems };
      doubts.push(...problems.filter(({ severity }) => severity === "warning"));
      return inject(injection, context);
    };
  };
  const result = await run(guarded);
  return { ...result, problems: [...doubts, ...(result.problems ?? [])] };
}

/** The preflight of this machine, by the specs on its disk. */
export async function preflightHere({ input, devices }: Injection, { specDirs }: CommandContext) {
  const snapshot = await loadSnapshot(specDirs);
  return preflight({
    host: openHostCopy("/"),
    snapshot,
    names: devices,
    document: input.document,
    path: input.path,
  }).problems;
}
