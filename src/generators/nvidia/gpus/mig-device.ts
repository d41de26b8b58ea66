import { problem } from "../../../problems.ts";
import { attributeAnnotations } from "../../facts/attribute-annotations.ts";
import { withNodes } from "../../nodes/with-nodes.ts";
import { nvidiaNode } from "../nodes/nvidia-node.ts";
import type { Site } from "../site.ts";
import type { MigDevice } from "./find-mig.ts";
import type { NamelessDevice } from "./gpu-device.ts";

/**
 * A MIG device: the node of its GPU and those that give access to its two instances; undefined, with a report, where one
 * of them is not there.
 */
export function migDevice(
  site: Site,
  { gpu, index, gpuInstance, computeInstance, minors }: MigDevice,
): NamelessDevice | undefined {
  const paths = [`/dev/nvidia${gpu.minor}`, ...minors.map((minor) => `/dev/nvidia-caps/nvidia-cap${minor ?? "?"}`)];
  const found = paths.map((path) => nvidiaNode(site, path));
  const fault = minors.includes(undefined)
    ? "the driver does not say which nodes give access to it"
    : found.map((entry) => ("missing" in entry ? entry.missing : undefined)).find((missing) => missing !== undefined);
  if (fault !== undefined) {
    const message = `Cannot offer MIG device ${gpu.index}:${index}, instance ${gpuInstance}/${computeInstance}: ${fault}; "nvidia-smi -L" makes missing nodes`;
    site.report(
      problem("odd-device", message, { path: `/proc/driver/nvidia/capabilities/gpu${gpu.minor}/mig/gi${gpuInstance}` }),
    );
    return undefined;
  }
  const { uuid, minor: _, ...shared } = gpu.annotations;
  return {
    annotations: attributeAnnotations({
      ...shared,
      type: "mig",
      parentUuid: uuid,
      index,
      "nvidia.com/gpu-instance": gpuInstance,
      "nvidia.com/compute-instance": computeInstance,
    }),
    containerEdits: withNodes(found.flatMap((entry) => ("node" in entry ? [entry.node] : []))),
  };
}
