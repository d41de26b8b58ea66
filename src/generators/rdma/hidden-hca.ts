import type { Device } from "../../cdi/spec.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { isPciAddress } from "../../host/pci-address.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import type { GeneratorHost } from "../generator.ts";
import { auxiliaryAnnotation } from "./hca-annotations.ts";
import { isExclusive } from "./netns-mode.ts";

/**
 * Whether an RDMA device of an older spec is only in the network namespace of a container: where devices belong to one
 * namespace, the host has what it is a part of, with its driver, and sees no RDMA device there.
 */
export function isHiddenHca({ tree }: GeneratorHost, device: Device): boolean {
  if (!isExclusive(tree)) return false;
  const directory = hardwareOf(tree, device.annotations ?? {});
  if (directory === undefined) return false;
  const seen = tree.list(`${directory}/infiniband`) ?? [];
  return seen.length === 0 && hasOwnNodes(tree, device, directory);
}

/** The real path of what the device is a part of, where that is there and has its driver still. */
function hardwareOf(host: HostTree, annotations: Record<string, string>): string | undefined {
  const { pciBusId, driver, [auxiliaryAnnotation]: auxiliary } = annotations;
  if (auxiliary !== undefined) {
    const directory = isBusName(auxiliary) ? host.realPath(`/sys/bus/auxiliary/devices/${auxiliary}`) : undefined;
    return directory !== undefined && sysfsLink(host, `${directory}/driver`) !== undefined ? directory : undefined;
  }
  if (pciBusId === undefined || driver === undefined || !isPciAddress(pciBusId)) return undefined;
  const directory = host.realPath(`/sys/bus/pci/devices/${pciBusId}`);
  return directory !== undefined && sysfsLink(host, `${directory}/driver`) === driver ? directory : undefined;
}

/** The spec is a file, which may say anything. */
function isBusName(text: string): boolean {
  return /^\w[\w.-]*$/.test(text);
}

/** Another device may have got the numbers of its nodes, and a container must not get that one. */
function hasOwnNodes(host: HostTree, { containerEdits }: Device, directory: string): boolean {
  const names = (containerEdits.deviceNodes ?? []).flatMap(({ path }) => /\/(uverbs\d+)$/.exec(path)?.[1] ?? []);
  const places = names.map((name) => host.realPath(`/sys/class/infiniband_verbs/${name}`));
  return places.every((place) => place === undefined || place.startsWith(`${directory}/`));
}
