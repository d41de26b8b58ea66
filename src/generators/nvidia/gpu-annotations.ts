import type { NvidiaGpu } from "../../host/nvidia-gpus.ts";
import { readPciFunction } from "../../host/pci-function.ts";
import { attributeAnnotations } from "../attribute-annotations.ts";
import type { Site } from "./site.ts";

interface KnownGpu {
  readonly index: number;
  readonly address: string;
  readonly minor: number;
  readonly uuid: string | undefined;
  readonly known: NvidiaGpu;
}

/** What schedulers select GPUs by, under the names of `docs/attributes.md`. What is not known is left out. */
export function gpuAnnotations(
  { tree, version }: Site,
  { index, address, minor, uuid, known }: KnownGpu,
): Record<string, string> {
  const directory = tree.realPath(`/sys/bus/pci/devices/${address}`);
  const place = directory === undefined ? undefined : readPciFunction(tree, directory);
  return attributeAnnotations({
    type: "gpu",
    uuid,
    index,
    minor,
    productName: known.productName,
    driver: "nvidia",
    driverVersion: version,
    pciBusId: address,
    pcieRoot: place?.pcieRoot,
    numaNode: place?.numaNode,
    pciDeviceId: place?.pciDeviceId,
  });
}
