import { escapeControls } from "../cdi/quote.ts";
import { grouped } from "../host/grouped.ts";
import type { Preflight } from "../preflight/preflight.ts";
import { isError, type Problem, type Severity } from "../problems.ts";
import { wantsColour } from "./colour.ts";
import type { Result } from "./command.ts";
import { fixLine, problemLine } from "./problem-line.ts";
import type { World } from "./world.ts";

/** What a preflight found, for people by the devices that it concerns, what to do first. */
export function diagnosis({ devices, problems }: Preflight, world: World): Result {
  return {
    status: problems.some(isError) ? 1 : 0,
    data: problems,
    text: diagnosisText(problems, devices.length, wantsColour(world, "stdout")),
  };
}

function diagnosisText(problems: readonly Problem[], devices: number, colour: boolean): string {
  const groups = grouped(problems, (problem) => heading(problem.devices ?? []));
  const blocks = [...groups].map(([name, those]) => `${name}\n${those.map((each) => entry(each, colour)).join("")}\n`);
  return `${blocks.join("")}${summary(problems, devices)}\n`;
}

/** So many devices stand in a heading. */
const named = 3;

function heading(devices: readonly string[]): string {
  if (devices.length === 0) return "all devices";
  const shown = devices.slice(0, named).map(escapeControls).join(", ");
  return devices.length > named ? `${shown} and ${devices.length - named} more` : shown;
}

function entry(problem: Problem, colour: boolean): string {
  const fix = fixLine(problem);
  return `${fix}${fix === "" ? "  " : "    "}${problemLine(problem, colour)}\n`;
}

const words: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ["1 error", "errors"],
  warning: ["1 warning", "warnings"],
  info: ["1 note", "notes"],
};

function summary(problems: readonly Problem[], devices: number): string {
  const looked = devices === 1 ? "1 device" : `${devices === 0 ? "no" : devices} devices`;
  const counts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    const [one, many] = words[severity];
    return count === 0 ? [] : [count === 1 ? one : `${count} ${many}`];
  });
  if (counts.length > 0) return `${looked}: ${counts.join(", ")}`;
  return `${looked}: nothing found that would keep ${devices === 1 ? "it" : "them"} from working`;
}
