import type { GeneratorHost } from "../generator.ts";
import { namesOfForm } from "../naming/names-of-form.ts";
import { classNode } from "../nodes/class-node.ts";
import type { FoundNode } from "../nodes/found-node.ts";
import type { IommuGroup } from "./iommu-group.ts";

/** The nodes that all users of VFIO need, for each of the two ways to use it. */
export interface ControlNodes {
  /** For groups: `/dev/vfio/vfio`. */
  readonly container: FoundNode;
  /** For single functions: `/dev/iommu`, which older kernels do not have. */
  readonly iommu: FoundNode;
}

export function controlNodes(host: GeneratorHost): ControlNodes {
  return {
    container: classNode(host, "/sys/class/misc/vfio", { of: "VFIO driver", folder: "vfio" }),
    iommu: classNode(host, "/sys/class/misc/iommu", { of: "IOMMU driver" }),
  };
}

/** The node of a group. */
export function groupNode(host: GeneratorHost, { number, isUnprotected }: IommuGroup): FoundNode {
  const name = isUnprotected ? `noiommu-${number}` : `${number}`;
  return classNode(host, `/sys/class/vfio/${name}`, { of: "IOMMU group", folder: "vfio" });
}

/** The nodes of one function, by which newer programs use it without its group; kernels before 6.6 make none. */
export function functionNodes(host: GeneratorHost, directory: string): readonly FoundNode[] {
  return namesOfForm(host.tree, `${directory}/vfio-dev`, /^vfio\d+$/)
    .map((name) => `${directory}/vfio-dev/${name}`)
    .filter((entry) => host.tree.list(entry)?.includes("dev"))
    .map((entry) => classNode(host, entry, { of: "VFIO device", folder: "vfio/devices" }));
}

/**
 * What a program opens to use functions of a group in each way for which all is there; none, and why, where nothing is
 * complete.
 */
export function completeWays(
  { container, iommu }: ControlNodes,
  group: FoundNode,
  functions: readonly FoundNode[],
): { readonly nodes: readonly FoundNode[]; readonly fault?: string } {
  const ways = [[container, group], ...(functions.length === 0 ? [] : [[iommu, ...functions]])];
  const nodes = ways.filter((way) => way.every(({ fault }) => fault === undefined)).flat();
  const faults = ways.flat().flatMap(({ fault }) => fault ?? []);
  return { nodes, ...(nodes.length === 0 && { fault: faults.join("; ") }) };
}
