import type { ContainerEdits, Device } from "../../../cdi/spec.ts";
import { problem } from "../../../problems.ts";
import { withNodes } from "../../nodes/with-nodes.ts";
import type { HookProgram } from "../hooks/hook-program.ts";
import { linkHook } from "../hooks/hooks.ts";
import { nvidiaNode } from "../nodes/nvidia-node.ts";
import type { Site } from "../site.ts";
import { findDrmNodes } from "./drm-nodes.ts";
import type { Gpu } from "./gpu.ts";

/** A device of a spec that has no name yet. */
export type NamelessDevice = Omit<Device, "name">;

/** A whole GPU; undefined, with a report, where its node is not there. */
export function gpuDevice(site: Site, gpu: Gpu, program: HookProgram | undefined): NamelessDevice | undefined {
  const found = nvidiaNode(site, `/dev/nvidia${gpu.minor}`);
  if ("missing" in found) {
    const message = `Cannot offer GPU ${gpu.index} at ${gpu.address}: ${found.missing}; "nvidia-modprobe -c ${gpu.minor}" makes the node`;
    site.report(problem("odd-device", message, { path: `/dev/nvidia${gpu.minor}` }));
    return undefined;
  }
  const drm = findDrmNodes(site, gpu.address);
  const hooks = program === undefined ? [] : linkHook(site, program, drm.links);
  const edits: ContainerEdits = { ...withNodes([found.node, ...drm.nodes]), ...(hooks.length > 0 && { hooks }) };
  return { annotations: { ...gpu.annotations }, containerEdits: edits };
}
