import type { HostTree } from "../../host/host-tree.ts";
import { readPciFunction } from "../../host/pci-function.ts";
import { pciDirectoryOf } from "../../host/pci-path.ts";
import { sysfsLink, sysfsText } from "../../host/sysfs-value.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import { nodeGuid } from "./guid-problems.ts";
import type { Hca } from "./hca.ts";
import { nearestGpus } from "./nearest-gpus.ts";
import { portFacts } from "./port-facts.ts";
import { vfIndices } from "./vf-index.ts";

/** The annotation with the name of what on the auxiliary bus an RDMA device is a part of. */
export const auxiliaryAnnotation = "rdma.dev/auxiliary-device";

/** Finds what schedulers select RDMA devices by. */
export function hcaAnnotations(host: HostTree): (hca: Hca) => Record<string, string> {
  const [gpusNear, vfIndexOf] = [nearestGpus(host), vfIndices(host)];
  return ({ name, place: { directory, subfunction }, protocol, ports }) => {
    const at = `/sys/class/infiniband/${name}`;
    const pciDirectory = directory === undefined ? undefined : pciDirectoryOf(directory);
    const pci = pciDirectory === undefined ? undefined : readPciFunction(host, pciDirectory);
    const near = pci && gpusNear(pci);
    const isWhole = subfunction === undefined;
    return attributeAnnotations({
      type: "hca",
      bus: pci && "pci",
      driver: pci ? pci.driver : directory && sysfsLink(host, `${directory}/driver`),
      driverVersion: pci?.driverVersion,
      productName: sysfsText(host, `${at}/hca_type`),
      pciBusId: pci?.pciBusId,
      pcieRoot: pci?.pcieRoot,
      numaNode: pci?.numaNode,
      pciVendorId: pci?.pciVendorId,
      pciDeviceId: pci?.pciDeviceId,
      isVf: pci?.isVf,
      vfIndex: pciDirectory === undefined ? undefined : vfIndexOf(pciDirectory),
      sriovCapable: isWhole ? pci?.sriovCapable : undefined,
      sriovNumVfs: isWhole ? pci?.sriovNumVfs : undefined,
      rdma: true,
      rdmaDevice: name,
      ...portFacts(host, ports),
      "rdma.dev/protocol": protocol.name,
      "rdma.dev/node-guid": nodeGuid(host, { name }),
      "rdma.dev/firmware-version": sysfsText(host, `${at}/fw_ver`),
      [auxiliaryAnnotation]: subfunction?.name,
      "rdma.dev/sf-number": subfunction?.number,
      "rdma.dev/nearest-gpu": near?.addresses.join(","),
      "rdma.dev/nearest-gpu-distance": near?.distance,
    });
  };
}
