import type { Splice } from "../oci/print-edited.ts";
import type { Problem } from "../problems.ts";
import { colouredDiff, wantsColour } from "./colour.ts";
import type { CommandContext, Result } from "./command.ts";
import { deliver } from "./deliver.ts";
import { type OciInput, readOciInput } from "./oci-input.ts";
import { UsageError } from "./parse-arguments.ts";

/** What to inject into a document: names or patterns, and the entries of `linux.devices` that stand for devices. */
export interface DevicesToInject {
  readonly devices: readonly string[];
  readonly placeholders?: ReadonlySet<string>;
}

/** What to inject into what, and what is to come of it. */
export interface Injection extends DevicesToInject {
  readonly input: OciInput;
  readonly form: Output["form"];
}

/** The document or the patch, or for a diff what was put where; else why there is nothing. */
export type Injected =
  | { readonly text: string }
  | { readonly splices: readonly Splice[] }
  | { readonly problems: readonly Problem[] };

/** How injection is done: from the disk, or by a service. */
export type Injector = (injection: Injection, context: CommandContext) => Promise<Injected>;

/**
 * Injects devices into the OCI spec that an argument names, and gives back what the options ask for: the document, a
 * diff, a patch or a file. `choose` says which devices, or why that cannot be told.
 */
export async function injectInto(
  argument: string,
  context: CommandContext,
  choose: (input: OciInput) => DevicesToInject | { readonly problems: readonly Problem[] },
  inject: Injector,
): Promise<Result> {
  const output = outputOf(argument, context);
  const input = readOciInput(argument, context.world);
  if ("code" in input) return refuse([input]);
  const chosen = choose(input);
  if ("problems" in chosen) return refuse(chosen.problems);
  const injected = await inject({ ...chosen, input, form: output.form }, context);
  if ("problems" in injected) return refuse(injected.problems);
  const { target } = output;
  return deliver(await printed(injected, input, output, context), typeof target === "object" ? input.path : target);
}

function refuse(problems: readonly Problem[]): Result {
  return { status: 1, problems };
}

interface Output {
  readonly form: "document" | "diff" | "patch";
  /** A file, the input's own with `in-place`; standard output where it is absent. */
  readonly target?: string | { readonly inPlace: true };
}

/** Decided before anything is read, so that a contradictory command line neither waits nor changes anything. */
function outputOf(argument: string, { options }: CommandContext): Output {
  const [form = "document", other] = (["diff", "patch"] as const).filter((name) => options.has(name));
  const output = options.get("output")?.[0];
  if (other) throw new UsageError("--diff and --patch exclude each other");
  if (!options.has("in-place")) return output === undefined ? { form } : { form, target: output };
  if (output !== undefined) throw new UsageError("--output and --in-place exclude each other");
  if (form !== "document") throw new UsageError(`--in-place takes the document, not --${form}`);
  if (argument === "-") throw new UsageError("--in-place needs a file, not standard input");
  return { form, target: { inPlace: true } };
}

async function printed(
  injected: Exclude<Injected, { readonly problems: unknown }>,
  input: OciInput,
  { form, target }: Output,
  { world }: CommandContext,
): Promise<string> {
  if ("text" in injected) return form === "patch" ? `${injected.text}\n` : injected.text;
  const { unifiedDiff } = await import("./unified-diff.ts");
  const diff = unifiedDiff(input.path ?? "-", input.document.text, injected.splices);
  return target === undefined && wantsColour(world, "stdout") ? colouredDiff(diff) : diff;
}
