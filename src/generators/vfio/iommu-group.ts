import type { HostTree } from "../../host/host-tree.ts";
import { sysfsHex, sysfsLink, sysfsText } from "../../host/sysfs-value.ts";
import { isVfioDriver } from "../../host/vfio-driver.ts";

/** PCI functions that the hardware cannot keep apart, so that programs get all of them or none. */
export interface IommuGroup {
  /** The number that the kernel gave it, which can be another one after a start. */
  readonly number: number;
  /** Whether there is no IOMMU: whoever has the group can have its hardware write to all of the host's memory. */
  readonly isUnprotected: boolean;
  /** Why the kernel gives the group to no program. */
  readonly fault?: string;
}

/** The group at a directory such as `/sys/kernel/iommu_groups/77`; undefined where it is that of none. */
export function readIommuGroup(host: HostTree, directory: string): IommuGroup | undefined {
  const number = /\/(\d{1,9})$/.exec(directory)?.[1];
  if (number === undefined) return undefined;
  const isUnprotected = sysfsText(host, `${directory}/name`) === "vfio-noiommu";
  const others = (host.list(`${directory}/devices`) ?? []).flatMap((name) => holderOf(host, directory, name) ?? []);
  return { number: Number(number), isUnprotected, ...(others.length > 0 && { fault: others.join("; ") }) };
}

/** Bridges to other buses; one to ISA is a device like any other. */
const busBridge = /^06(?:04|07|09)/;

/** As the kernel judges: bridges may stay with their drivers, and what has the one that only keeps others away. */
function holderOf(host: HostTree, directory: string, name: string): string | undefined {
  const member = `${directory}/devices/${name}`;
  const driver = sysfsLink(host, `${member}/driver`);
  const isBridge = busBridge.test(sysfsHex(host, `${member}/class`) ?? "");
  if (driver === undefined || isVfioDriver(driver) || driver === "pci-stub" || isBridge) return undefined;
  return `the driver ${driver} has ${name} of the same IOMMU group; bind that to vfio-pci too`;
}
