import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { numaNodeOf } from "../../host/numa-node.ts";
import { isPciAddress } from "../../host/pci-address.ts";
import { type DistanceClass, distanceBetween, distanceClasses } from "../../host/pci-distance.ts";
import { type PlacedFunction, pciPathOf } from "../../host/pci-path.ts";
import { sysfsHex } from "../../host/sysfs-value.ts";
import { inPciOrder } from "../naming/in-pci-order.ts";

export interface NearestGpus {
  /** All that are equally near, in PCI order. */
  readonly addresses: readonly string[];
  readonly distance: DistanceClass;
}

const directory = "/sys/bus/pci/devices";

/** A class of PCI functions that GPUs are in, and the makers whose functions of that class are something else. */
const gpuClasses: readonly (readonly [form: RegExp, others: ReadonlySet<string>])[] = [
  // VGA, 3D and other displays. What only shows a console is of ASPEED, Matrox, QEMU, Cirrus and others.
  [/^03(?:00|02|80)/, new Set(["1a03", "102b", "1234", "1013", "1b36", "1af4", "15ad", "18ca"])],
  // Processing accelerators. Those of Intel, Xilinx, Advantech and Arista are FPGAs and NPUs.
  [/^12/, new Set(["8086", "10ee", "13fe", "3475"])],
];

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
    const [pciClass, vendor] = ["class", "vendor"].map((file) => sysfsHex(host, `${at}/${file}`) ?? "");
    if (!isGpu(pciClass, vendor)) continue;
    const path = pciPathOf(host.realPath(at) ?? "");
    if (path?.pciBusId !== address) continue;
    const numaNode = numaNodeOf(host, at);
    gpus.set(address, { ...path, ...(numaNode !== undefined && { numaNode }) });
  }
  return gpus;
}

function isGpu(pciClass = "", vendor = ""): boolean {
  return gpuClasses.some(([form, others]) => form.test(pciClass) && !others.has(vendor));
}
