import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { isPciAddress } from "../../host/pci-address.ts";
import { type DistanceClass, distanceBetween, distanceClasses } from "../../host/pci-distance.ts";
import { type PlacedFunction, pciPathOf } from "../../host/pci-path.ts";
import { sysfsHex, sysfsInteger } from "../../host/sysfs-value.ts";
import { inPciOrder } from "../in-pci-order.ts";

export interface NearestGpus {
  /** All that are equally near, in PCI order. */
  readonly addresses: readonly string[];
  readonly distance: DistanceClass;
}

const directory = "/sys/bus/pci/devices";

/** VGA, 3D and other display controllers, and all processing accelerators. */
const gpuClass = /^(?:0300|0302|0380|12..)/;

/** Makers of what only shows the console of a server or of a virtual machine: ASPEED, Matrox, QEMU, Cirrus and others. */
const consoleVendors: ReadonlySet<string> = new Set(["1a03", "102b", "1234", "1013", "1b36", "1af4", "15ad", "18ca"]);

/**
 * Finds the GPUs that are nearest to a PCI function; undefined where all are at another NUMA node, or may be. The functions
 * of one card have the same answer, which is found once.
 */
export function nearestGpus(host: HostTree): (place: PlacedFunction) => NearestGpus | undefined {
  const gpus = findGpus(host);
  const known = new Map<string, NearestGpus | undefined>();
  return (place) => {
    const own = gpus.has(place.pciBusId) ? place.pciBusId : "";
    const key = [place.pcieRoot, place.bridges.join("/"), place.numaNode, own].join(" ");
    const answer = known.has(key) ? known.get(key) : nearest(place, gpus);
    known.set(key, answer);
    return answer;
  };
}

function nearest(place: PlacedFunction, gpus: ReadonlyMap<string, PlacedFunction>): NearestGpus | undefined {
  const byDistance = grouped(gpus.values(), (gpu) => distanceBetween(place, gpu).class);
  const distance = distanceClasses.find((each) => byDistance.has(each));
  if (distance === undefined || distance === "SYS") return undefined;
  return { addresses: inPciOrder((byDistance.get(distance) ?? []).map(({ pciBusId }) => pciBusId)), distance };
}

function findGpus(host: HostTree): ReadonlyMap<string, PlacedFunction> {
  const gpus = new Map<string, PlacedFunction>();
  for (const address of (host.list(directory) ?? []).filter(isPciAddress)) {
    const at = `${directory}/${address}`;
    if (!gpuClass.test(sysfsHex(host, `${at}/class`) ?? "")) continue;
    if (consoleVendors.has(sysfsHex(host, `${at}/vendor`) ?? "")) continue;
    const path = pciPathOf(host.realPath(at) ?? "");
    if (path?.pciBusId !== address) continue;
    const numaNode = sysfsInteger(host, `${at}/numa_node`) ?? -1;
    gpus.set(address, { ...path, ...(numaNode >= 0 && { numaNode }) });
  }
  return gpus;
}
