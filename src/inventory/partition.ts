import type { DeviceNode } from "../cdi/spec.ts";
import type { Hardware } from "./hardware.ts";
import { hostPathOf } from "./health.ts";

/** Whether the nodes are those of a part of a GPU: only NVIDIA's MIG devices come with such a capability. */
export function isPartition(nodes: readonly DeviceNode[]): boolean {
  return nodes.some((node) => /\/nvidia-caps\/nvidia-cap\d+$/.test(hostPathOf(node)));
}

/** The hardware of a part of a GPU: what identifies the whole identifies its parent, and the part has other numbers. */
export function partitionOf(hardware: Hardware): Hardware {
  const { uuid, minor: _, ...attributes } = hardware.attributes;
  return { ...hardware, attributes: { ...attributes, ...(uuid && { parentUuid: uuid }) } };
}
