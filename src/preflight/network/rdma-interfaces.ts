import { dirname } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { hostInterface } from "./host-interface.ts";

/** So many addresses of a port are looked at; the first ones are those of its own interface. */
const most = 16;

/**
 * The network interfaces of the host by which RDMA peers of a device on Ethernet are found; none for InfiniBand, which has
 * addresses of its own. By the device's hardware where that has any, else by the addresses of its ports.
 */
export function rdmaInterfaces(host: HostTree, device: string): readonly string[] {
  const directory = host.realPath(`/sys/class/infiniband/${device}`);
  if (directory === undefined) return [];
  const ports = (host.list(`${directory}/ports`) ?? [])
    .map((name) => `${directory}/ports/${name}`)
    .filter((port) => sysfsText(host, `${port}/link_layer`) === "Ethernet");
  if (ports.length === 0) return [];
  const own = presentIn(host, host.list(`${dirname(dirname(directory))}/net`) ?? []);
  return own.length > 0 ? own : presentIn(host, ports.flatMap(addressed));

  function addressed(port: string): string[] {
    const indices = (host.list(`${port}/gid_attrs/ndevs`) ?? []).slice(0, most);
    return indices.flatMap((index) => sysfsText(host, `${port}/gid_attrs/ndevs/${index}`) ?? []);
  }
}

function presentIn(host: HostTree, names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => typeof hostInterface(host, name) !== "string");
}
