import { createTwoFilesPatch } from "diff";

/** The change to a file as a unified diff that `patch` takes; empty where there is none. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return "";
  return createTwoFilesPatch(name, name, before, after, undefined, undefined, { context: 3 }).replace(
    /^(?:Index: .*\n)?=+\n/,
    "",
  );
}
