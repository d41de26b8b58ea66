import type { ContainerEdits, Device } from "../../cdi/spec.ts";
import { drmNodesOf } from "../../host/drm-nodes.ts";
import type { FoundDevices } from "../devices/found-devices.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { GeneratorHost } from "../generator.ts";
import { classNode } from "../nodes/class-node.ts";
import type { FoundNode } from "../nodes/found-node.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { usableNodes } from "../nodes/usable-nodes.ts";
import { byPathMounts } from "./by-path-mounts.ts";
import type { Gpu } from "./find-gpus.ts";

/** GPUs by PCI address and by the name that Intel's own specs give them, with further nodes by their PCI functions. */
export function gpuDevices(
  host: GeneratorHost,
  gpus: readonly Gpu[],
  further: ReadonlyMap<string, readonly string[]>,
): FoundDevices {
  const found = gpus.map((gpu) => {
    const drm = drmNodesOf(host.tree, gpu.directory);
    const own = drm.map(({ directory }) => classNode(host, directory, { of: "GPU", folder: "dri" }));
    const adding = further.get(gpu.directory)?.map((directory) => classNode(host, directory)) ?? [];
    return { gpu, ...usableNodes(`GPU ${gpu.address}`, own, adding) };
  });
  return {
    devices: found.flatMap(({ gpu, nodes }) => (nodes.length === 0 ? [] : devicesOf(host, gpu, nodes))),
    problems: found.flatMap(({ problems }) => problems),
  };
}

function devicesOf(host: GeneratorHost, gpu: Gpu, nodes: readonly FoundNode[]): readonly Device[] {
  const mounts = byPathMounts(host, gpu.address, nodes);
  const containerEdits: ContainerEdits = { ...nodeEdits(host, nodes), ...(mounts.length > 0 && { mounts }) };
  const annotations = attributeAnnotations({ type: "gpu", ...hardwareFacts(host.tree, gpu.directory) });
  return namesOf(gpu).map((name) => ({ name, annotations, containerEdits }));
}

function namesOf({ address, deviceId }: Gpu): readonly string[] {
  return deviceId === undefined ? [address] : [address, `${address.replaceAll(/[:.]/g, "-")}-0x${deviceId}`];
}
