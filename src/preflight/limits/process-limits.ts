import { resourceLimits } from "./resource-limits.ts";

/** Hard limits of a process by the names of `RLIMIT_…`; infinite where there is none. */
export type ProcessLimits = ReadonlyMap<string, number>;

/** Reads a text of the form of `/proc/PID/limits`; what is no such line counts for nothing. */
export function parseProcessLimits(text: string): ProcessLimits {
  const byLabel = new Map(resourceLimits.map(({ label, name }) => [label, name]));
  return new Map(
    text.split("\n").flatMap((line): [string, number][] => {
      const [, label = "", hard = ""] =
        /^(Max [a-z -]+?) {2,}(?:\d+|unlimited) +(\d+|unlimited) /.exec(`${line} `) ?? [];
      const name = byLabel.get(label);
      if (name === undefined) return [];
      return [[name, hard === "unlimited" ? Number.POSITIVE_INFINITY : Number(hard)]];
    }),
  );
}
