import { basename } from "node:path";
import type { HostTree } from "./host-tree.ts";

/** The text of a sysfs file without the space around it; undefined where it is empty or cannot be read. */
export function sysfsText(host: HostTree, path: string): string | undefined {
  const text = host.readText(path, 4096)?.trim();
  return text === "" ? undefined : text;
}

export function sysfsInteger(host: HostTree, path: string): number | undefined {
  const text = sysfsText(host, path);
  if (text === undefined || !/^-?\d{1,19}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** The digits of a hexadecimal number such as `0x10de`, in lower case. */
export function sysfsHex(host: HostTree, path: string): string | undefined {
  return /^(?:0x)?([0-9a-f]{1,16})$/.exec(sysfsText(host, path)?.toLowerCase() ?? "")?.[1];
}

/** The last name of what a link leads to: how sysfs names a driver, a subsystem or a group. */
export function sysfsLink(host: HostTree, path: string): string | undefined {
  const target = host.realPath(path);
  return target === undefined ? undefined : basename(target);
}
