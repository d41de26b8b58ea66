import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { type Problem, problem } from "../../problems.ts";

const path = "/sys/module/ib_core/parameters/netns_mode";

/** Whether each RDMA device belongs to one network namespace, and is seen in no other. */
export function isExclusive(host: HostTree): boolean {
  return sysfsText(host, path) === "N";
}

/** That nodes do not do in that mode, where the host is in it: CDI has nothing that moves an RDMA device. */
export function netnsProblems(host: HostTree): readonly Problem[] {
  if (!isExclusive(host)) return [];
  const message =
    "Each RDMA device is in one network namespace here: nodes do not help a container until it is moved there";
  return [problem("odd-device", message, { path })];
}
