import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { oncePer } from "../once-per.ts";

export type RdmaMode = "shared" | "exclusive" | "unseen";

/**
 * Whether all network namespaces share the RDMA devices of a host, or each device belongs to one of them. A kernel before
 * 5.3 has no such parameter, and shares.
 */
export const rdmaMode = oncePer((host: HostTree): RdmaMode => {
  const parameters = "/sys/module/ib_core/parameters";
  const value = sysfsText(host, `${parameters}/netns_mode`);
  if (value !== undefined) return value === "N" ? "exclusive" : "shared";
  const isOlder = host.list("/sys/module/ib_core") !== undefined && !host.list(parameters)?.includes("netns_mode");
  return isOlder ? "shared" : "unseen";
});
