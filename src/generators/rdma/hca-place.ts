import { basename } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { sysfsInteger, sysfsLink, sysfsText } from "../../host/sysfs-value.ts";
import type { HcaPlace } from "./hca.ts";

/**
 * What the RDMA device at a real path in sysfs is a part of. One in software is a part of nothing: older kernels had it
 * below the function whose network interface it uses, of which it does not make an adapter.
 */
export function hcaPlace(host: HostTree, realPath: string): HcaPlace {
  const [, directory] = /^(\/sys\/devices\/.+)\/infiniband\/[^/]+$/.exec(realPath) ?? [];
  if (directory === undefined || isSoftware(host, realPath)) return {};
  if (sysfsLink(host, `${directory}/subsystem`) !== "auxiliary") return { directory };
  const number = sysfsInteger(host, `${directory}/sfnum`);
  return { directory, subfunction: { name: basename(directory), ...(number !== undefined && { number }) } };
}

function isSoftware(host: HostTree, realPath: string): boolean {
  if (realPath.startsWith("/sys/devices/virtual/")) return true;
  return /^(?:rxe|siw)\d*$/.test(basename(realPath)) || sysfsText(host, `${realPath}/parent`) !== undefined;
}
