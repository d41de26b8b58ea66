import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import type { HcaPlace, HcaPort } from "./hca.ts";
import { interfaceNameIn, isOfHost } from "./interface-name.ts";
import { portInterface } from "./port-interface.ts";
import { siblingInterfaces } from "./sibling-interfaces.ts";

/** The ports of the RDMA device at a directory of sysfs, in order. */
export function hcaPorts(host: HostTree, directory: string, place: HcaPlace): readonly HcaPort[] {
  const numbers = (host.list(`${directory}/ports`) ?? []).filter((name) => /^\d{1,5}$/.test(name)).map(Number);
  const siblings = place.directory === undefined ? [] : siblingInterfaces(host, place.directory);
  const below = place.directory === undefined ? interfaceNameIn(sysfsText(host, `${directory}/parent`)) : undefined;
  return numbers
    .sort((one, other) => one - other)
    .map((number) => {
      const path = `${directory}/ports/${number}`;
      const [, state] = /^\d+: (\w+)$/.exec(sysfsText(host, `${path}/state`) ?? "") ?? [];
      const linkLayer = linkLayerIn(sysfsText(host, `${path}/link_layer`));
      const rateMbps = rateIn(sysfsText(host, `${path}/rate`));
      const port = { directory: path, number, isOnly: numbers.length === 1 };
      const netdev = below ?? portInterface(host, port, siblings);
      return {
        number,
        ...(state !== undefined && { state }),
        ...(linkLayer !== undefined && { linkLayer }),
        ...(rateMbps !== undefined && { rateMbps }),
        ...(netdev !== undefined && isOfHost(host, netdev) && { netdev }),
      };
    });
}

function linkLayerIn(text: string | undefined): string | undefined {
  return text === "InfiniBand" || text === "Ethernet" ? text : undefined;
}

/** The megabits of a rate such as `2.5 Gb/sec (1X SDR)`. */
function rateIn(text: string | undefined): number | undefined {
  const [, gigabits] = /^(\d{1,6}(?:\.\d)?) Gb\/sec/.exec(text ?? "") ?? [];
  return gigabits === undefined ? undefined : Math.round(Number(gigabits) * 1000);
}
