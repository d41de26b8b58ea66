import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import type { Facts } from "../facts/attribute-annotations.ts";
import type { HcaPort } from "./hca.ts";

/**
 * What is to be said of a device's ports together: the best rate of those that are up, for that of others means nothing, and
 * what they link to where all link to the same. The rest is of all ports, in order, or of the first where it has one value.
 */
export function portFacts(host: HostTree, ports: readonly HcaPort[]): Facts {
  const netdevs = [...new Set(ports.map((port) => port.netdev).filter((name) => name !== undefined))];
  const [netdev] = netdevs;
  const rates = ports.flatMap(({ state, rateMbps }) => (state === "ACTIVE" && rateMbps !== undefined ? rateMbps : []));
  const [linkLayer, ...otherLayers] = new Set(ports.map((port) => port.linkLayer));
  return {
    netdev,
    mac: netdev === undefined ? undefined : macIn(sysfsText(host, `/sys/class/net/${netdev}/address`)),
    linkLayer: otherLayers.length === 0 ? linkLayer : undefined,
    rateMbps: rates.length === 0 ? undefined : Math.max(...rates),
    "rdma.dev/port-state": listOf(ports.map(({ state = "UNKNOWN" }) => state)),
    "rdma.dev/netdevs": netdevs.length > 1 ? listOf(netdevs) : undefined,
  };
}

/** An interface on InfiniBand has a longer address, which is no MAC. */
function macIn(address: string | undefined): string | undefined {
  return address !== undefined && /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(address) ? address : undefined;
}

function listOf(texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : texts.join(",");
}
