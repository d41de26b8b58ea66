import type { Severity } from "../problems.ts";
import type { World } from "./world.ts";

/** Whether to colour what goes to a stream: for a person on a terminal who has not asked for none (NO_COLOR). */
export function wantsColour({ env, isTerminal }: World, stream: "stdout" | "stderr"): boolean {
  return !env["NO_COLOR"] && env["TERM"] !== "dumb" && isTerminal(stream);
}

const reset = "\x1b[0m";
const bySeverity: Readonly<Record<Severity, string>> = {
  error: "\x1b[1;31m",
  warning: "\x1b[1;33m",
  info: "\x1b[1;36m",
};
const byDiffMark: Readonly<Record<string, string>> = { "+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m" };

/** The word for a severity, in its colour. */
export function colouredSeverity(severity: Severity): string {
  return bySeverity[severity] + severity + reset;
}

/** A unified diff with its lines in the usual colours. */
export function colouredDiff(diff: string): string {
  return diff.replace(/^([-+@]).*$/gm, (line, mark: string) => `${byDiffMark[mark]}${line}${reset}`);
}
