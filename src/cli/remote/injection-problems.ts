import type { ContainerEdits } from "../../cdi/spec.ts";
import type { CdiClient } from "../../client/cdi-client.ts";
import type { ServiceError } from "../../client/service-error.ts";
import type { DeviceFault } from "../../contract/schemas.ts";
import { applyEdits } from "../../oci/apply-edits.ts";
import { type Problem, problem } from "../../problems.ts";
import { deviceProblem } from "../../registry/device-problem.ts";
import type { Injection } from "../inject-into.ts";
import { documentProblem } from "../oci-input.ts";

/** Why a service did not inject, with the places that only its client knows; empty where it is not for the document or the devices. */
export async function injectionProblems(
  error: ServiceError,
  injection: Injection,
  client: CdiClient,
): Promise<readonly Problem[]> {
  if (error.code === "invalid-oci-document") return [await documentFault(error, injection, client)];
  return Promise.all(byNode(error.devices).map((faults) => faultsProblem(faults, client)));
}

/** Where in the document the fault is: it is edited here as well, as far as that. Numbers of device nodes do not matter. */
async function documentFault(error: ServiceError, { input, devices }: Injection, client: CdiClient): Promise<Problem> {
  const { containerEdits } = await client.resolve(devices);
  const nodes = containerEdits.deviceNodes?.map((node) => ({ ...node, type: "c", major: 1, minor: 1, fileMode: 0 }));
  const edits: ContainerEdits = JSON.parse(JSON.stringify({ ...containerEdits, deviceNodes: nodes }));
  const edited = applyEdits(input.document, edits, () => ({ missing: "not looked up" }));
  const faults = "faults" in edited ? edited.faults : [];
  const [fault] = faults.filter(({ code }) => code === "invalid-oci-document");
  if (fault?.code === "invalid-oci-document") return documentProblem(fault, input.path);
  return problem("invalid-oci-document", error.message, input.path === undefined ? {} : { path: input.path });
}

/** The faults of one device node are told of each device that brings it. */
function byNode(faults: readonly DeviceFault[]): readonly DeviceFault[][] {
  const groups: DeviceFault[][] = [];
  for (const fault of faults) {
    const last = groups.at(-1);
    if (isNodeFault(fault) && last?.[0]?.message === fault.message) last.push(fault);
    else groups.push([fault]);
  }
  return groups;
}

function isNodeFault({ reason }: DeviceFault): boolean {
  return reason === "host-node-missing" || reason === "host-node-mismatch";
}

async function faultsProblem(faults: readonly DeviceFault[], client: CdiClient): Promise<Problem> {
  const [fault] = faults;
  if (!fault) throw new Error("no fault");
  if (!isNodeFault(fault)) return deviceProblem(fault);
  const { spec } = await client.getDevice(fault.name);
  return problem(fault.reason, fault.message, { path: spec.path, devices: faults.map(({ name }) => name) });
}
