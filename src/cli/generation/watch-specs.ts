import { escapeControls } from "../../cdi/quote.ts";
import { keepFresh } from "../../generation/keep-fresh.ts";
import type { Renewal } from "../../generation/renew-spec.ts";
import type { GeneratorName } from "../../generators/generator-names.ts";
import type { Problem } from "../../problems.ts";
import type { CommandContext, Format, Result } from "../command.ts";
import { problemReporter } from "../problem-reporter.ts";
import type { GenerationRequest } from "./generation-options.ts";
import { writtenLine } from "./write-specs.ts";

/** Keeps the specs fresh until it is asked to stop, and tells of each that it writes and of each problem once. */
export async function watchSpecs(
  { names, places, options }: GenerationRequest,
  { specDirs, format, world }: CommandContext,
): Promise<Result> {
  const print = await renewalPrinter(format);
  const reportProblems = problemReporter(world);
  const problems = new Map<GeneratorName, readonly Problem[]>();
  const states = new Map<GeneratorName, string>();
  const onRenewal = (renewal: Renewal): void => {
    const { generator, written } = renewal;
    const isNews = written?.state === "written" || (written && written.state !== states.get(generator));
    if (isNews) world.stdout(print(renewal));
    if (written) states.set(generator, written.state);
    problems.set(generator, renewal.problems);
    reportProblems([...problems.values()].flat());
  };
  const onReady = (): void => {
    if (format === "text") world.stderr(`cdictl: keeping the specs of ${names.join(", ")} fresh\n`);
  };
  const request = { places, options, specDirs, format: format === "json" ? "json" : "yaml" } as const;
  await keepFresh(names, request, { signal: world.stopSignal(), onRenewal, onReady });
  return { status: 0 };
}

/** How a renewal is printed as it happens: each can be read before the next is there. */
async function renewalPrinter(format: Format): Promise<(renewal: Renewal) => string> {
  if (format === "text") return textOf;
  if (format === "json") return (renewal) => `${JSON.stringify(dataOf(renewal))}\n`;
  const { stringify } = await import("yaml");
  return (renewal) => `---\n${stringify(dataOf(renewal))}`;
}

function dataOf({ written, changes }: Renewal): object {
  return { ...written, changes };
}

function textOf({ written, changes }: Renewal): string {
  return `${written ? writtenLine(written) : ""}${changes.map((line) => `  ${escapeControls(line)}\n`).join("")}`;
}
