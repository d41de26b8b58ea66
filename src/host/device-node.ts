import { type BigIntStats, lstatSync } from "node:fs";
import type { HostDeviceNode } from "../oci/device-lookup.ts";
import { type Absence, absenceOf } from "./absence.ts";

/**
 * The device node at a path of this machine, as it is now. Links are not followed: to the reference a link is no device
 * node. `missing` says why there is none to use.
 */
export function lookUpDeviceNode(path: string): HostDeviceNode | Absence {
  let stats: BigIntStats | undefined;
  try {
    stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    return absenceOf(error);
  }
  if (!stats) return { missing: "no such file or directory" };
  const type = deviceType(stats);
  if (!type) return { missing: stats.isSymbolicLink() ? "a symbolic link, not a device node" : "not a device node" };
  return { type, ...deviceNumbers(stats.rdev), fileMode: Number(stats.mode & 0o7777n) };
}

function deviceType(stats: BigIntStats): string | undefined {
  if (stats.isCharacterDevice()) return "c";
  if (stats.isBlockDevice()) return "b";
  return stats.isFIFO() ? "p" : undefined;
}

/** Takes a 64-bit `dev_t` apart as glibc does: 12 + 20 bits of major number around 8 + 24 bits of minor number. */
export function deviceNumbers(rdev: bigint): { major: number; minor: number } {
  const major = ((rdev >> 8n) & 0xfffn) | ((rdev >> 32n) & 0xfffff000n);
  const minor = (rdev & 0xffn) | ((rdev >> 12n) & 0xffffff00n);
  return { major: Number(major), minor: Number(minor) };
}
