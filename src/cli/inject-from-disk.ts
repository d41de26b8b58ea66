import { lookUpDeviceNode } from "../host/device-node.ts";
import { type ApplyFault, applyEdits } from "../oci/apply-edits.ts";
import { patchOf } from "../oci/json-patch.ts";
import { printEdited, splicesOf } from "../oci/print-edited.ts";
import { type Problem, problem } from "../problems.ts";
import type { DefinedDevice } from "../registry/defined-device.ts";
import { deviceProblem } from "../registry/device-problem.ts";
import { ownersOfNodes } from "../registry/owners-of-nodes.ts";
import { resolveOnce } from "../registry/resolve-once.ts";
import type { CommandContext } from "./command.ts";
import type { Injected, Injection } from "./inject-into.ts";
import { documentProblem, type OciInput } from "./oci-input.ts";
import { withProgress } from "./progress-line.ts";

/** Injects what the spec directories say. */
export async function injectFromDisk(
  { input, devices, placeholders, form }: Injection,
  { specDirs, world }: CommandContext,
): Promise<Injected> {
  const resolution = await withProgress(world, "Loading specs", (onProgress) =>
    resolveOnce(devices, specDirs, { onProgress }),
  );
  if ("faults" in resolution) return { problems: resolution.faults.map(deviceProblem) };
  const { edits, definitions } = resolution.resolved;
  const edited = applyEdits(input.document, edits, lookUpDeviceNode, placeholders);
  if ("faults" in edited) return { problems: applyProblems(edited.faults, input, definitions) };
  if (form === "diff") return { splices: splicesOf(edited) };
  return { text: form === "patch" ? patchOf(edited) : printEdited(edited) };
}

/** A node's fault is put on the devices that bring the node, and on their spec. */
function applyProblems(
  faults: readonly ApplyFault[],
  input: OciInput,
  definitions: readonly DefinedDevice[],
): readonly Problem[] {
  const owners = ownersOfNodes(definitions);
  return faults.map((fault) => {
    if (fault.code === "invalid-oci-document") return documentProblem(fault, input.path);
    const devices = owners.get(fault.node) ?? [];
    const place = devices[0] ? { path: devices[0].path } : {};
    return problem(fault.code, fault.message, { ...place, devices: devices.map(({ name }) => name) });
  });
}
