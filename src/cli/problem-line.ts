import { escapeControls } from "../cdi/quote.ts";
import type { Problem } from "../problems.ts";
import { colouredSeverity, wantsColour } from "./colour.ts";
import type { World } from "./world.ts";

/** `path:line:column: severity code: message`, as far as the place is known, and one line whatever a path holds. */
export function problemLine({ path, line, column, severity, code, message }: Problem<string>, colour = false): string {
  const place = [path, line, column].filter((part) => part !== undefined).join(":");
  const start = place === "" ? "" : `${escapeControls(place)}: `;
  return `${start}${colour ? colouredSeverity(severity) : severity} ${code}: ${escapeControls(message)}`;
}

/** What to do about a problem, in a line of its own; empty where it does not say. */
export function fixLine({ fix }: Problem<string>): string {
  return fix === undefined ? "" : `  fix: ${escapeControls(fix)}\n`;
}

/** A line for each problem, as a result: for standard output, and coloured where a person sees it there. */
export function problemLines(problems: readonly Problem<string>[], world: World): string {
  const colour = wantsColour(world, "stdout");
  return problems.map((problem) => `${problemLine(problem, colour)}\n`).join("");
}
