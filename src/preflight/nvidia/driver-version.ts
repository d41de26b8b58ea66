import type { HostTree } from "../../host/host-tree.ts";
import { NvidiaGpus } from "../../host/nvidia-gpus.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { oncePer } from "../once-per.ts";

/** The version of NVIDIA's kernel module that runs, which need not be the one that is installed. */
export const driverVersion = oncePer((host: HostTree): string | undefined => {
  return new NvidiaGpus(host).driverVersion() ?? sysfsText(host, "/sys/module/nvidia/version");
});

/** Whether there are traces of the module, be its version known or not. */
export function isDriverLoaded(host: HostTree): boolean {
  return ["/proc/driver/nvidia", "/sys/module/nvidia"].some((path) => host.list(path) !== undefined);
}
