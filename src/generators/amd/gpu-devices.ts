import type { Device } from "../../cdi/spec.ts";
import type { Problem } from "../../problems.ts";
import type { FoundDevices } from "../devices/found-devices.ts";
import { attributeAnnotations, type Facts } from "../facts/attribute-annotations.ts";
import type { GeneratorHost } from "../generator.ts";
import { classNode } from "../nodes/class-node.ts";
import type { FoundNode } from "../nodes/found-node.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { usableNodes } from "../nodes/usable-nodes.ts";
import type { Gpu, GpuPart } from "./gpu.ts";
import { gpuFacts, partFacts } from "./gpu-facts.ts";

/** A part of a GPU with its number among those of all GPUs, and its nodes; none where it cannot be used. */
interface FoundPart {
  readonly part: GpuPart;
  readonly index: number;
  readonly name: string;
  readonly nodes: readonly FoundNode[];
}

/**
 * GPUs by number and by PCI address. Where one is divided, each part has a number and its place in the GPU, and the
 * address stands for all parts. What cannot be used keeps its number, so that the names of others do not move.
 */
export function gpuDevices(host: GeneratorHost, gpus: readonly Gpu[], compute: readonly FoundNode[]): FoundDevices {
  const devices: Device[] = [];
  const problems: Problem[] = [];
  let next = 0;
  for (const gpu of gpus) {
    const parts = gpu.parts.map((part, place): FoundPart => {
      const name = gpu.parts.length === 1 ? gpu.address : `${gpu.address}:${place}`;
      const drm = part.drm.map(({ directory }) => classNode(host, directory, { of: "GPU", folder: "dri" }));
      const found = usableNodes(`GPU ${name}`, drm);
      problems.push(...found.problems);
      return { part, index: next++, name, nodes: found.nodes };
    });
    devices.push(...devicesOf(host, gpu, parts, compute));
  }
  return { devices, problems };
}

function devicesOf(
  host: GeneratorHost,
  gpu: Gpu,
  parts: readonly FoundPart[],
  compute: readonly FoundNode[],
): readonly Device[] {
  const usable = parts.filter(({ nodes }) => nodes.length > 0);
  const whole = gpuFacts(host.tree, gpu);
  const device = (name: string, nodes: readonly FoundNode[], facts: Facts): Device => {
    return { name, annotations: attributeAnnotations(facts), containerEdits: nodeEdits(host, [...nodes, ...compute]) };
  };
  const named = usable.flatMap(({ part, index, name, nodes }) => {
    const facts = { ...(parts.length === 1 ? whole : partFacts(whole, part)), index };
    return [`${index}`, name].map((own) => device(own, nodes, facts));
  });
  if (parts.length === 1 || usable.length === 0) return named;
  const all = usable.flatMap(({ nodes }) => nodes);
  return [...named, device(gpu.address, all, whole)];
}
