import type { HostTree } from "../../host/host-tree.ts";

/** The name of a network interface in a text of sysfs; undefined where Linux allows no such name. */
export function interfaceNameIn(text: string | undefined): string | undefined {
  return text !== undefined && /^(?!\.{1,2}$)[^\s/:\ufffd]{1,15}$/u.test(text) ? text : undefined;
}

/** Whether the host itself has the interface: one that a container has may have any name. */
export function isOfHost(host: HostTree, name: string): boolean {
  return host.realPath(`/sys/class/net/${name}`) !== undefined;
}
