import type { Device } from "../../../cdi/spec.ts";
import { problem } from "../../../problems.ts";
import { withNodes } from "../../nodes/with-nodes.ts";
import { driverEdits } from "../driver/driver-edits.ts";
import { findHookProgram } from "../hooks/hook-program.ts";
import { nodesIn } from "../nodes/nodes-in.ts";
import type { Site } from "../site.ts";
import type { Mode } from "./mode.ts";

/** Where the nodes of NVIDIA are, without those of storage, switches and links, which have modes of their own. */
const places: readonly (readonly [folder: string, form: RegExp])[] = [
  ["/dev", /^nvidia(?!-fs|-nvswitch|-nvlink)/],
  ["/dev/nvidia-caps", /^nvidia-cap\d+$/],
  ["/dev/nvidia-caps-imex-channels", /^channel\d+$/],
];

/** Everything at once, the rights to divide GPUs included, for containers that look after the GPUs of the machine. */
export const managementMode: Mode = {
  kind: "management.nvidia.com/gpu",
  find: (site) => {
    const deviceNodes = places.flatMap(([folder, form]) => nodesIn(site, folder, form));
    if (deviceNodes.length === 0) site.report(problem("odd-device", "There are no device nodes for mode management"));
    const all: Device = { name: "all", containerEdits: withNodes(deviceNodes) };
    const { deviceNodes: _, additionalGids: __, ...edits } = driverEdits(modifying(site), findHookProgram(site), false);
    return { devices: deviceNodes.length === 0 ? [] : [all], edits };
  },
};

/** Such a container makes nodes, so the driver must go on to. */
function modifying(site: Site): Site {
  const values = new Map(site.options.values);
  values.set("disable-hook", [...(values.get("disable-hook") ?? []), "disable-device-node-modification"]);
  return { ...site, options: { ...site.options, values } };
}
