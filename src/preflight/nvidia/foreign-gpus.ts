import type { HostTree } from "../../host/host-tree.ts";
import { isNvidiaGpu } from "../../host/is-nvidia-gpu.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import { oncePer } from "../once-per.ts";

/** A GPU of NVIDIA that NVIDIA's driver does not have. */
export interface ForeignGpu {
  readonly address: string;
  /** Undefined where none has it. */
  readonly driver: string | undefined;
}

const functions = "/sys/bus/pci/devices";

/** Goes through all PCI functions of a host, so it is for those who have found something wrong. */
export const foreignGpus = oncePer((host: HostTree): readonly ForeignGpu[] =>
  (host.list(functions) ?? []).flatMap((address) => {
    if (!isNvidiaGpu(host, address)) return [];
    const driver = sysfsLink(host, `${functions}/${address}/driver`);
    return driver === "nvidia" ? [] : [{ address, driver }];
  }),
);

/** For a message: which GPUs there are, and what has them. */
export function foreignText(gpus: readonly ForeignGpu[]): string {
  const shown = gpus.slice(0, 3).map(({ address, driver }) => {
    return driver === undefined ? `the GPU at ${address} has no driver` : `${driver} has the GPU at ${address}`;
  });
  return gpus.length > 3 ? `${shown.join(", ")} and ${gpus.length - 3} more are like that` : shown.join(", ");
}
