import { type DrmNode, drmNodesOf } from "../../host/drm-nodes.ts";
import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { isPciAddress, pciSlotOf } from "../../host/pci-address.ts";
import { inPciOrder } from "../naming/in-pci-order.ts";
import { namesOfForm } from "../naming/names-of-form.ts";
import type { Gpu, GpuPart } from "./gpu.ts";
import { readKfdTopology } from "./kfd-topology.ts";

/** Where the driver lists its functions; there is none where it is not loaded. */
export const driverDirectory = "/sys/bus/pci/drivers/amdgpu";

const platform = "/sys/devices/platform";

/** What has the nodes of a part: `amdgpu_xcp_0`, or `amdgpu_xcp.0` where the kernel is older. */
const partName = /^amdgpu_xcp[._]\d+$/;

/**
 * The GPUs that amdgpu has, in the order in which AMD's tools number them: by PCI address, the parts of one by their render
 * nodes. Those tools leave out what the compute driver does not have; here it comes last.
 */
export function findGpus(host: HostTree): readonly Gpu[] {
  const topology = readKfdTopology(host);
  const partOf = (drm: readonly DrmNode[]): GpuPart => ({ drm, kfd: topology.get(renderMinor(drm)) });
  const functions = inPciOrder((host.list(driverDirectory) ?? []).filter(isPciAddress)).flatMap((address) => {
    const directory = host.realPath(`${driverDirectory}/${address}`);
    return directory === undefined ? [] : [{ address, directory, first: partOf(drmNodesOf(host, directory)) }];
  });
  const others = otherParts(host, partOf);
  const slots = grouped(functions, ({ address }) => pciSlotOf(address));
  const gpus = functions.map(({ address, directory, first }): Gpu => {
    const isAlone = slots.get(pciSlotOf(address))?.length === 1;
    const rest = isAlone ? (others.get(pciSlotOf(address)) ?? []) : [];
    return { address, directory, parts: [first, ...rest].toSorted(byRenderNode) };
  });
  return [...gpus.filter(canCompute), ...gpus.filter((gpu) => !canCompute(gpu))];
}

/**
 * The further parts of divided GPUs by the slot of the GPU. The driver keeps nodes for as many parts as there could be;
 * those that the compute driver does not have are not in use.
 */
function otherParts(
  host: HostTree,
  partOf: (drm: readonly DrmNode[]) => GpuPart,
): ReadonlyMap<string | undefined, readonly GpuPart[]> {
  const names = namesOfForm(host, platform, partName);
  const parts = names.map((name) => partOf(drmNodesOf(host, `${platform}/${name}`)));
  return grouped(parts, ({ kfd }) => kfd?.slot);
}

function canCompute({ parts }: Gpu): boolean {
  return parts.some(({ kfd }) => kfd !== undefined);
}

function byRenderNode(one: GpuPart, other: GpuPart): number {
  return renderMinor(one.drm) - renderMinor(other.drm);
}

function renderMinor(drm: readonly DrmNode[]): number {
  return drm.find(({ kind }) => kind === "render")?.number ?? 0;
}
