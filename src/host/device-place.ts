import { basename } from "node:path";
import type { HostDeviceNode } from "../oci/device-lookup.ts";
import { busOf } from "./bus-of.ts";
import type { HostTree } from "./host-tree.ts";
import { type NvidiaGpus, nvidiaMajor } from "./nvidia-gpus.ts";
import { pciDirectoryOf } from "./pci-path.ts";
import { sysfsHex } from "./sysfs-value.ts";

/** What a device number stands for in sysfs. */
export interface DevicePlace {
  /** The bus of the hardware nearest to the node, where it is one of those that we know. */
  readonly bus?: string;
  /** The directories of the PCI functions that the node drives; the one that stands for all comes first. */
  readonly functions: readonly string[];
  /** The real path of the device that has the number. */
  readonly path?: string;
}

/** Where a device node leads; undefined where it leads to no hardware, as `/dev/null` does. */
export function placeOf(host: HostTree, node: HostDeviceNode, nvidia: NvidiaGpus): DevicePlace | undefined {
  if (node.type !== "c" && node.type !== "b") return undefined;
  const path = host.realPath(`/sys/dev/${node.type === "c" ? "char" : "block"}/${node.major}:${node.minor}`);
  if (path === undefined)
    return node.type === "c" && node.major === nvidiaMajor ? gpuPlace(host, node, nvidia) : undefined;
  if (/^\/sys\/devices\/virtual\/vfio\/\d+$/.test(path)) return groupPlace(host, basename(path));
  const bus = busOf(host, path);
  const directory = pciDirectoryOf(path);
  if (bus === undefined && directory === undefined) return undefined;
  const isFunction = bus === undefined || bus === "pci" || bus === "virtio";
  return {
    path,
    ...(bus !== undefined && { bus }),
    functions: isFunction && directory !== undefined ? [directory] : [],
  };
}

/** NVIDIA's driver does not register its nodes with the kernel's list of devices, so procfs has to tell. */
function gpuPlace(host: HostTree, { minor }: HostDeviceNode, nvidia: NvidiaGpus): DevicePlace | undefined {
  const address = nvidia.addressOf(minor);
  if (address === undefined) return undefined;
  const path = `/sys/bus/pci/devices/${address}`;
  return { bus: "pci", functions: [host.realPath(path) ?? path] };
}

/** The node of a VFIO group drives all functions of the group; bridges among them are not for use. */
function groupPlace(host: HostTree, group: string): DevicePlace | undefined {
  const directory = `/sys/kernel/iommu_groups/${group}/devices`;
  const functions = (host.list(directory) ?? [])
    .map((name) => host.realPath(`${directory}/${name}`))
    .filter((path) => path !== undefined)
    .filter((path) => pciDirectoryOf(path) === path && !sysfsHex(host, `${path}/class`)?.startsWith("06"));
  return functions.length === 0 ? undefined : { bus: "pci", functions };
}
