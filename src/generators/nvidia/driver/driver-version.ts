import type { HostTree } from "../../../host/host-tree.ts";
import type { NvidiaGpus } from "../../../host/nvidia-gpus.ts";
import { sysfsText } from "../../../host/sysfs-value.ts";

/** The version of the driver that the kernel runs, which need not be that of the libraries. */
export function driverVersion(host: HostTree, gpus: NvidiaGpus): string | undefined {
  const version = gpus.driverVersion() ?? sysfsText(host, "/sys/module/nvidia/version");
  return version !== undefined && /^\d+(?:\.\d+){1,2}$/.test(version) ? version : undefined;
}
