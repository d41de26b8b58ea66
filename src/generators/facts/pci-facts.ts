import type { HostTree } from "../../host/host-tree.ts";
import { readPciFunction } from "../../host/pci-function.ts";
import type { Facts } from "./attribute-annotations.ts";

/** What schedulers select any PCI function by; nothing is known where the path is not that of one. */
export function pciFacts(host: HostTree, directory: string): Facts {
  const found = readPciFunction(host, directory);
  if (!found) return {};
  const { driver, driverVersion, pciBusId, pcieRoot, numaNode, pciVendorId, pciDeviceId, isVf } = found;
  const { productName, memoryBytes } = found;
  return {
    productName,
    driver,
    driverVersion,
    memoryBytes,
    pciBusId,
    pcieRoot,
    numaNode,
    pciVendorId,
    pciDeviceId,
    ...(isVf && { isVf }),
  };
}
