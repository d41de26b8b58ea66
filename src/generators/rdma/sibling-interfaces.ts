import type { HostTree } from "../../host/host-tree.ts";
import { sysfsHex, sysfsInteger, sysfsText } from "../../host/sysfs-value.ts";
import { interfaceNameIn } from "./interface-name.ts";

/** A network interface of the device that an RDMA device is a part of. */
export interface SiblingInterface {
  readonly name: string;
  /** The port that it is on, counted from 1. */
  readonly port: number;
  /** Sixteen hexadecimal digits, of an interface on InfiniBand. */
  readonly guid?: string;
}

/**
 * The network interfaces in the directory of a device. Those that stand for other functions are not on its ports, nor are
 * those that were made from another one, for a partition.
 */
export function siblingInterfaces(host: HostTree, directory: string): readonly SiblingInterface[] {
  return (host.list(`${directory}/net`) ?? []).flatMap((text) => {
    const name = interfaceNameIn(text);
    if (name === undefined) return [];
    const at = (file: string): string => `${directory}/net/${name}/${file}`;
    if (isRepresentor(host, name) || sysfsText(host, at("parent")) !== undefined) return [];
    const guid = guidIn(sysfsText(host, at("type")), sysfsText(host, at("address")));
    return [{ name, port: portOf(host, at), ...(guid !== undefined && { guid }) }];
  });
}

/** Whether an interface stands for another function, which is behind the switch in the card. */
export function isRepresentor(host: HostTree, name: string): boolean {
  return /^(?:c\d+)?pf\d+(?:vf|sf)\d+$/.test(sysfsText(host, `/sys/class/net/${name}/phys_port_name`) ?? "");
}

/** Drivers of cards with several ports on one function had the number in `dev_id` before there was `dev_port`. */
function portOf(host: HostTree, at: (file: string) => string): number {
  const id = Number.parseInt(sysfsHex(host, at("dev_id")) ?? "0", 16);
  return 1 + (sysfsInteger(host, at("dev_port")) || id);
}

/** The last eight octets of a hardware address on InfiniBand. */
function guidIn(type: string | undefined, address: string | undefined): string | undefined {
  const octets = address?.toLowerCase().split(":") ?? [];
  return type === "32" && octets.length === 20 ? octets.slice(12).join("") : undefined;
}
