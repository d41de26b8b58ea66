import type { HostTree } from "./host-tree.ts";
import { numaNodeOf } from "./numa-node.ts";
import { type PciLink, readPciLink } from "./pci-link.ts";
import { type PciPath, pciPathOf } from "./pci-path.ts";
import { sysfsHex, sysfsInteger, sysfsLink, sysfsText } from "./sysfs-value.ts";

/** What sysfs says of a PCI function, by the names of our attributes. What it does not say is absent. */
export interface PciFunction extends PciPath, PciLink {
  /** Hexadecimal digits without `0x`. */
  readonly pciVendorId?: string;
  readonly pciDeviceId?: string;
  readonly pciSubsystemVendorId?: string;
  readonly pciSubsystemDeviceId?: string;
  /** Base class and subclass. */
  readonly pciClass?: string;
  readonly driver?: string;
  readonly driverVersion?: string;
  readonly numaNode?: number;
  readonly localCpuList?: string;
  readonly iommuGroup?: number;
  readonly isVf?: boolean;
  readonly sriovCapable?: boolean;
  readonly sriovNumVfs?: number;
  readonly netdev?: string;
  readonly rdma?: boolean;
  readonly rdmaDevice?: string;
  readonly linkLayer?: string;
  readonly memoryBytes?: number;
  readonly productName?: string;
  readonly serial?: string;
}

/** Reads the function at a real path in sysfs; undefined where the path is that of no function. */
export function readPciFunction(host: HostTree, directory: string): PciFunction | undefined {
  const path = pciPathOf(directory);
  if (!path) return undefined;
  const names: ReadonlySet<string> = new Set(host.list(directory) ?? []);
  const at = (name: string): string => `${directory}/${name}`;
  const numaNode = numaNodeOf(host, directory);
  const iommuGroup = names.has("iommu_group") ? sysfsLink(host, at("iommu_group")) : undefined;
  const totalVfs = names.has("sriov_totalvfs") ? sysfsInteger(host, at("sriov_totalvfs")) : undefined;
  const rdmaDevice = names.has("infiniband") ? host.list(at("infiniband"))?.[0] : undefined;
  const nvme = names.has("nvme") ? host.list(at("nvme"))?.find((name) => /^nvme\d+$/.test(name)) : undefined;
  return {
    ...path,
    ...present({
      pciVendorId: sysfsHex(host, at("vendor")),
      pciDeviceId: sysfsHex(host, at("device")),
      pciSubsystemVendorId: sysfsHex(host, at("subsystem_vendor")),
      pciSubsystemDeviceId: sysfsHex(host, at("subsystem_device")),
      pciClass: sysfsHex(host, at("class"))?.slice(0, 4),
      driver: names.has("driver") ? sysfsLink(host, at("driver")) : undefined,
      driverVersion: names.has("driver") ? sysfsText(host, at("driver/module/version")) : undefined,
      numaNode,
      localCpuList: numaNode === undefined ? undefined : sysfsText(host, at("local_cpulist")),
      iommuGroup: iommuGroup !== undefined && /^\d{1,9}$/.test(iommuGroup) ? Number(iommuGroup) : undefined,
      isVf: names.size === 0 ? undefined : names.has("physfn"),
      sriovCapable: totalVfs === undefined ? undefined : totalVfs > 0,
      sriovNumVfs: totalVfs ? sysfsInteger(host, at("sriov_numvfs")) : undefined,
      netdev: netdevOf(host, directory, names),
      rdma: rdmaDevice === undefined ? undefined : true,
      rdmaDevice,
      linkLayer:
        rdmaDevice === undefined ? undefined : sysfsText(host, at(`infiniband/${rdmaDevice}/ports/1/link_layer`)),
      memoryBytes: names.has("mem_info_vram_total") ? sysfsInteger(host, at("mem_info_vram_total")) : undefined,
      productName: names.has("product_name") ? sysfsText(host, at("product_name")) : nvmeText(host, at, nvme, "model"),
      serial: nvmeText(host, at, nvme, "serial"),
    }),
    ...(names.has("current_link_width") && readPciLink(host, directory)),
  };
}

type Present<Facts> = { [Name in keyof Facts]?: Exclude<Facts[Name], undefined> };

/** The facts that are known, for an absent one and an undefined one are not the same to JSON and to comparison. */
function present<Facts extends object>(facts: Facts): Present<Facts> {
  const known: Present<Facts> = { ...facts };
  for (const name in known) if (known[name] === undefined) delete known[name];
  return known;
}

/** The first network interface of a function, or of the virtio device on it. */
function netdevOf(host: HostTree, directory: string, names: ReadonlySet<string>): string | undefined {
  const virtio = [...names].find((name) => /^virtio\d+$/.test(name));
  const holder = names.has("net") ? directory : virtio === undefined ? undefined : `${directory}/${virtio}`;
  return holder === undefined ? undefined : host.list(`${holder}/net`)?.[0];
}

function nvmeText(
  host: HostTree,
  at: (name: string) => string,
  nvme: string | undefined,
  name: string,
): string | undefined {
  return nvme === undefined ? undefined : sysfsText(host, at(`nvme/${nvme}/${name}`));
}
