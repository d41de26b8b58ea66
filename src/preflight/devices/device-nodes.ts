import type { DeviceNode } from "../../cdi/spec.ts";
import { healthOf, hostPathOf } from "../../inventory/health.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import type { Owned, Subject } from "../subject.ts";

/** Whether the host has the nodes of the devices, of the types and numbers that their specs record. */
export const deviceNodes: Check = { name: "device-nodes", run: check };

function check({ host, edits }: Subject): readonly Problem[] {
  return edits.deviceNodes.flatMap((owned) => {
    const { reason, detail = "" } = healthOf([{ node: owned.edit, found: host.deviceNode(hostPathOf(owned.edit)) }]);
    return reason === undefined ? [] : (says[reason]?.(owned, detail) ?? []);
  });
}

const says: Readonly<Record<string, (owned: Owned<DeviceNode>, detail: string) => Problem>> = {
  missing: ({ edit, devices }, detail) =>
    problem("host-node-missing", `The host does not have the node: ${detail}`, {
      devices,
      fix: `load the driver that makes ${hostPathOf(edit)}; if the device is gone, write its spec anew`,
    }),
  mismatch: ({ devices }, detail) =>
    problem("host-node-mismatch", `The node of the host is another one: ${detail}`, {
      devices,
      fix: "write the spec anew, without numbers, as cdictl generate does",
    }),
  unreadable: ({ devices }, detail) =>
    problem("unknown", `Cannot look at the node: ${detail}`, { devices, fix: "run it as root" }),
};
