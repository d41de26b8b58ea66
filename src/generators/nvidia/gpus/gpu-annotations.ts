import type { NvidiaGpu } from "../../../host/nvidia-gpus.ts";
import { attributeAnnotations } from "../../facts/attribute-annotations.ts";
import { pciFacts } from "../../facts/pci-facts.ts";
import type { Site } from "../site.ts";

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
  const { productName, driver, driverVersion, pciBusId, ...place } =
    directory === undefined ? {} : pciFacts(tree, directory);
  return attributeAnnotations({
    type: "gpu",
    uuid,
    index,
    minor,
    productName: known.productName ?? productName,
    driver: driver ?? "nvidia",
    driverVersion: version ?? driverVersion,
    pciBusId: pciBusId ?? address,
    ...place,
  });
}
