import type { NvidiaGpu } from "../../host/nvidia-gpus.ts";
import { problem } from "../../problems.ts";
import type { Gpu } from "./gpu.ts";
import { gpuAnnotations } from "./gpu-annotations.ts";
import { inPciOrder } from "./in-pci-order.ts";

import type { Site } from "./site.ts";

/** The part of a DGX Station that drives its display; NVIDIA's tools do not number it. */
const displays: ReadonlySet<string> = new Set(["DGX Display", "NVIDIA DGX Display"]);

/**
 * The GPUs that work, in PCI order. One that does not keeps its number, as it may come back and the others' names must
 * not move.
 */
export function findGpus(site: Site): readonly Gpu[] {
  const counted = inPciOrder(site.gpus.addresses()).filter((address) => isCounted(site.gpus.at(address)));
  return counted.flatMap((address, index) => {
    const known = site.gpus.at(address) ?? {};
    const fault = faultOf(site, address, known);
    if (fault !== undefined) {
      const message = `Cannot offer the GPU at ${address}: ${fault}`;
      site.report(problem("odd-device", message, { path: `/proc/driver/nvidia/gpus/${address}/information` }));
      return [];
    }
    return known.minor === undefined ? [] : [gpuOf(site, address, index, known.minor, known)];
  });
}

function gpuOf(site: Site, address: string, index: number, minor: number, known: NvidiaGpu): Gpu {
  const uuid = known.uuid !== undefined && isUuid(known.uuid) ? known.uuid : undefined;
  if (uuid === undefined) {
    const why = known.isUnused ? "its driver has not initialised it" : "its driver does not say";
    const message = `The GPU at ${address} has no name by UUID: ${why}`;
    site.report(problem("odd-device", message, { path: `/proc/driver/nvidia/gpus/${address}/information` }));
  }
  return { index, address, minor, uuid, annotations: gpuAnnotations(site, { index, address, minor, uuid, known }) };
}

function isCounted(known: NvidiaGpu | undefined): boolean {
  return !known?.isExcluded && !(known?.productName !== undefined && displays.has(known.productName));
}

function faultOf(site: Site, address: string, known: NvidiaGpu): string | undefined {
  const directory = `/sys/bus/pci/devices/${address}`;
  if (known.minor === undefined) return "its driver does not say which minor number it has";
  if (site.tree.list("/sys/bus/pci/devices") && site.tree.realPath(directory) === undefined) {
    return "it is no longer on the PCI bus";
  }
  return hasFallenOff(site, directory) ? "it has fallen off the PCI bus" : undefined;
}

/**
 * A function that no longer answers reads as ones throughout; as UTF-8, those are no characters. A GPU that is suspended
 * is not asked, as that would wake it up.
 */
function hasFallenOff({ tree }: Site, directory: string): boolean {
  if (tree.readText(`${directory}/power/runtime_status`)?.trim() === "suspended") return false;
  return tree.readText(`${directory}/config`)?.startsWith("\ufffd\ufffd\ufffd\ufffd") ?? false;
}

function isUuid(text: string): boolean {
  return /^GPU-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
