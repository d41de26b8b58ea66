import { grouped } from "../../host/grouped.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import { isVfioDriver } from "../../host/vfio-driver.ts";
import { type Problem, problem } from "../../problems.ts";
import type { GeneratorHost } from "../generator.ts";
import { inPciOrder } from "../naming/in-pci-order.ts";
import type { FoundNode } from "../nodes/found-node.ts";
import { type IommuGroup, readIommuGroup } from "./iommu-group.ts";
import { completeWays, controlNodes, functionNodes, groupNode } from "./vfio-nodes.ts";

/** A PCI function that programs can have through VFIO. */
export interface VfioFunction {
  readonly address: string;
  /** The real path in sysfs. */
  readonly directory: string;
  readonly group: IommuGroup;
  readonly nodes: readonly FoundNode[];
}

export interface FunctionSearch {
  readonly functions: readonly VfioFunction[];
  /** How many functions VFIO has, whether or not they can be used; undefined where sysfs lists none. */
  readonly bound: number | undefined;
  readonly problems: readonly Problem[];
}

const directory = "/sys/bus/pci/devices";

export function findFunctions(host: GeneratorHost): FunctionSearch {
  const listed = host.tree.list(directory);
  const bound = inPciOrder(listed ?? []).filter((name) =>
    isVfioDriver(sysfsLink(host.tree, `${directory}/${name}/driver`)),
  );
  const control = controlNodes(host);
  const functions: VfioFunction[] = [];
  const problems: Problem[] = [];
  const leaveOut = (addresses: readonly string[], why: string): void => {
    const subject = addresses.length === 1 ? "PCI function" : "PCI functions";
    problems.push(problem("odd-device", `Left out ${subject} ${addresses.join(", ")}: ${why}`));
  };
  const groups = grouped(bound, (address) => host.tree.realPath(`${directory}/${address}/iommu_group`));
  for (const [path, addresses] of groups) {
    const group = path === undefined ? undefined : readIommuGroup(host.tree, path);
    if (!group || group.fault !== undefined) {
      leaveOut(addresses, group?.fault ?? "sysfs tells no IOMMU group");
      continue;
    }
    const shared = groupNode(host, group);
    for (const address of addresses) {
      const real = host.tree.realPath(`${directory}/${address}`);
      if (real === undefined) continue;
      const { nodes, fault } = completeWays(control, shared, functionNodes(host, real));
      if (fault === undefined) functions.push({ address, directory: real, group, nodes });
      else leaveOut([address], fault);
    }
  }
  return { functions, bound: listed && bound.length, problems };
}
