import { lookUpDeviceNode } from "../host/device-node.ts";
import { type ApplyFault, applyEdits, type EditedDocument } from "../oci/apply-edits.ts";
import { patchOf } from "../oci/json-patch.ts";
import { printEdited, splicesOf } from "../oci/print-edited.ts";
import { type Problem, problem } from "../problems.ts";
import type { DefinedDevice } from "../registry/defined-device.ts";
import { resolveOnce } from "../registry/resolve-once.ts";
import { colouredDiff, wantsColour } from "./colour.ts";
import type { CommandContext, Result } from "./command.ts";
import { deliver } from "./deliver.ts";
import { deviceProblem } from "./device-problem.ts";
import { documentProblem, type OciInput, readOciInput } from "./oci-input.ts";
import { UsageError } from "./parse-arguments.ts";
import { progressLine } from "./progress-line.ts";

/** What to inject into a document: names or patterns, and the entries of `linux.devices` that stand for devices. */
export interface DevicesToInject {
  readonly devices: readonly string[];
  readonly placeholders?: ReadonlySet<string>;
}

/**
 * Injects devices into the OCI spec that an argument names, and gives back what the options ask for: the document, a
 * diff, a patch or a file. `choose` says which devices, or why that cannot be told.
 */
export async function injectInto(
  argument: string,
  context: CommandContext,
  choose: (input: OciInput) => DevicesToInject | { readonly problems: readonly Problem[] },
): Promise<Result> {
  const writing = outputOf(argument, context);
  const input = readOciInput(argument, context.world);
  if ("code" in input) return refuse([input]);
  const chosen = choose(input);
  if ("problems" in chosen) return refuse(chosen.problems);
  const resolution = await resolveOnce(chosen.devices, context.specDirs, {
    onProgress: progressLine(context.world, "Loading specs"),
  });
  if ("faults" in resolution) return refuse(resolution.faults.map(deviceProblem));
  const { edits, definitions } = resolution.resolved;
  const edited = applyEdits(input.document, edits, lookUpDeviceNode, chosen.placeholders);
  if ("faults" in edited) return refuse(edited.faults.map((fault) => applyProblem(fault, input, definitions)));
  const { target } = writing;
  return deliver(await printed(edited, input, writing, context), typeof target === "object" ? input.path : target);
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
  edited: EditedDocument,
  input: OciInput,
  { form, target }: Output,
  { world }: CommandContext,
): Promise<string> {
  if (form === "patch") return `${patchOf(edited)}\n`;
  if (form === "document") return printEdited(edited);
  const { unifiedDiff } = await import("./unified-diff.ts");
  const diff = unifiedDiff(input.path ?? "-", edited.document.text, splicesOf(edited));
  return target === undefined && wantsColour(world, "stdout") ? colouredDiff(diff) : diff;
}

/** A node's fault is put on the devices that bring the node, and on their spec. */
function applyProblem(fault: ApplyFault, input: OciInput, definitions: readonly DefinedDevice[]): Problem {
  if (fault.code === "invalid-oci-document") return documentProblem(fault, input.path);
  const owners = definitions.filter(({ definition, spec }) =>
    [definition.containerEdits, spec.containerEdits].some((edits) => edits?.deviceNodes?.includes(fault.node)),
  );
  const devices = [...new Set(owners.map(({ name }) => name))];
  return problem(fault.code, fault.message, { ...(owners[0] ? { path: owners[0].path } : {}), devices });
}
