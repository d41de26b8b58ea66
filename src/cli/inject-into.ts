import { lookUpDeviceNode } from "../host/device-node.ts";
import { type ApplyFault, applyEdits, type EditedDocument } from "../oci/apply-edits.ts";
import { patchOf } from "../oci/json-patch.ts";
import { printEdited } from "../oci/print-edited.ts";
import { type Problem, problem } from "../problems.ts";
import { resolveOnce } from "../registry/resolve-once.ts";
import { colouredDiff, wantsColour } from "./colour.ts";
import type { CommandContext, Result } from "./command.ts";
import { deviceProblem } from "./device-problem.ts";
import type { OciInput } from "./oci-input.ts";
import { UsageError } from "./parse-arguments.ts";
import { progressLine } from "./progress-line.ts";
import { skipOptimization } from "./skip-optimization.ts";

/** Injects devices into an OCI spec and gives back what the options ask for: the document, a diff, a patch or a file. */
export async function injectInto(
  input: OciInput,
  devices: readonly string[],
  context: CommandContext,
  placeholders: ReadonlySet<string> = new Set(),
): Promise<Result> {
  const write = await writerFor(input, context);
  const resolution = await resolveOnce(devices, context.specDirs, {
    onProgress: progressLine(context.world, "Loading specs"),
    onLargeSpec: skipOptimization,
  });
  if ("faults" in resolution) return refuse(resolution.faults.map(deviceProblem));
  const edited = applyEdits(input.document, resolution.resolved.edits, lookUpDeviceNode, placeholders);
  if ("faults" in edited) return refuse(edited.faults.map((fault) => applyProblem(fault, resolution.resolved.devices)));
  return write(edited);
}

function refuse(problems: readonly Problem[]): Result {
  return { status: 1, problems };
}

type Writer = (edited: EditedDocument) => Result | Promise<Result>;

/** Decided before anything is done, so that a contradictory command line changes nothing. */
async function writerFor(input: OciInput, { options, world }: CommandContext): Promise<Writer> {
  const forms = ["diff", "patch"].filter((name) => options.has(name));
  const targets = ["output", "in-place"].filter((name) => options.has(name));
  if (forms.length > 1) throw new UsageError("--diff and --patch exclude each other");
  if (targets.length > 1) throw new UsageError("--output and --in-place exclude each other");
  if (forms.length > 0 && options.has("in-place"))
    throw new UsageError(`--in-place takes the document, not --${forms[0]}`);
  const target = options.has("in-place") ? input.path : options.get("output")?.[0];
  if (options.has("in-place") && target === undefined)
    throw new UsageError("--in-place needs a file, not standard input");
  const print = await printerFor(input, forms[0], () => target === undefined && wantsColour(world, "stdout"));
  if (target === undefined) return (edited) => ({ status: 0, text: print(edited), verbatim: true });
  const { replaceFile } = await import("../registry/replace-file.ts");
  return (edited) => {
    const failure = replaceFile(target, print(edited));
    return failure ? { status: 1, problems: [failure] } : { status: 0 };
  };
}

async function printerFor(
  input: OciInput,
  form: string | undefined,
  colour: () => boolean,
): Promise<(edited: EditedDocument) => string> {
  if (form === "patch") return (edited) => `${patchOf(edited)}\n`;
  if (form !== "diff") return printEdited;
  const { unifiedDiff } = await import("./unified-diff.ts");
  const name = input.path ?? "-";
  return (edited) => {
    const diff = unifiedDiff(name, edited.document.text, printEdited(edited));
    return colour() ? colouredDiff(diff) : diff;
  };
}

function applyProblem(fault: ApplyFault, devices: readonly string[]): Problem {
  return problem(fault.code, fault.message, fault.code === "invalid-oci-document" ? {} : { devices });
}
