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

/** As `siw` describes each of its devices, until somebody describes it otherwise. */
const siwDescription = "Software iWARP stack";

/** A device of `rxe` has a `parent`. What a person called `rxe0` or `siw_eth0` is in software as well. */
function isSoftware(host: HostTree, realPath: string): boolean {
  if (realPath.startsWith("/sys/devices/virtual/") || /^(?:rxe|siw)(?![a-z])/.test(basename(realPath))) return true;
  return (
    sysfsText(host, `${realPath}/parent`) !== undefined || sysfsText(host, `${realPath}/node_desc`) === siwDescription
  );
}
