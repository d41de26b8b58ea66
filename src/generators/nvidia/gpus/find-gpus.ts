import type { NvidiaGpu } from "../../../host/nvidia-gpus.ts";
import { problem } from "../../../problems.ts";
import { inPciOrder } from "../../naming/in-pci-order.ts";
import type { Site } from "../site.ts";
import type { Gpu } from "./gpu.ts";
import { gpuAnnotations } from "./gpu-annotations.ts";
import { gpuFaults } from "./gpu-fault.ts";
import { repeated } from "./repeated.ts";

/** The part of a DGX Station that drives its display; NVIDIA's tools do not number it. */
const displays: ReadonlySet<string> = new Set(["DGX Display", "NVIDIA DGX Display"]);

/**
 * The GPUs that work, in PCI order. One that does not keeps its number, as it may come back and the others' names must
 * not move.
 */
export function findGpus(site: Site): readonly Gpu[] {
  const gpus = site.gpus.all();
  const faultOf = gpuFaults(site, gpus);
  const shared = repeated([...gpus.values()].map(({ uuid }) => uuid));
  const addresses = inPciOrder([...new Set(site.gpus.addresses())]);
  const counted = addresses.filter((address) => isCounted(gpus.get(address)));
  return counted.flatMap((address, index) => {
    const known = gpus.get(address) ?? {};
    const fault = faultOf(address);
    if (fault !== undefined) {
      const message = `Cannot offer the GPU at ${address}: ${fault}`;
      site.report(problem("odd-device", message, { path: `/proc/driver/nvidia/gpus/${address}/information` }));
      return [];
    }
    if (known.minor === undefined) return [];
    const why = whyNameless(known, shared);
    if (why !== undefined) {
      const message = `The GPU at ${address} has no name by UUID: ${why}`;
      site.report(problem("odd-device", message, { path: `/proc/driver/nvidia/gpus/${address}/information` }));
    }
    const [minor, uuid] = [known.minor, why === undefined ? known.uuid : undefined];
    return [{ index, address, minor, uuid, annotations: gpuAnnotations(site, { index, address, minor, uuid, known }) }];
  });
}

/** Why no device can go by the UUID of a GPU; undefined where one can. */
function whyNameless({ uuid, isUnused }: NvidiaGpu, shared: ReadonlySet<string | undefined>): string | undefined {
  if (isUnused) return "its driver has not initialised it";
  if (uuid === undefined || !isUuid(uuid)) return "its driver does not say";
  return shared.has(uuid) ? "another GPU has the same" : undefined;
}

function isCounted(known: NvidiaGpu | undefined): boolean {
  return !known?.isExcluded && !(known?.productName !== undefined && displays.has(known.productName));
}

function isUuid(text: string): boolean {
  return /^GPU-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
