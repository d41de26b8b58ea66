import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";

/** How a host can keep containers from devices: by which version of cgroups, or by none. */
export type HostCgroup = "v1" | "v2" | "none";

/** Undefined where that cannot be seen. A hybrid host has version 1 for devices. */
export const hostCgroup = oncePer((host: HostTree): HostCgroup | undefined => {
  if (host.readText("/sys/fs/cgroup/cgroup.controllers") !== undefined) return "v2";
  if (host.list("/sys/fs/cgroup/devices")?.includes("devices.list")) return "v1";
  const present = host.list("/sys/fs/cgroup") ?? [];
  return present.length === 0 || present.includes("devices") ? undefined : "none";
});
