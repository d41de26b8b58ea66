import { isPciAddress } from "./pci-address.ts";

/** Where a PCI function hangs. */
export interface PciPath {
  /** The host bridge, such as `pci0000:15`. */
  readonly pcieRoot?: string;
  /** The bridges from the root down to the function, a function itself left out. */
  readonly bridges: readonly string[];
  readonly pciBusId: string;
}

/** A PCI function, where it hangs and the NUMA node that it is at. */
export interface PlacedFunction extends PciPath {
  readonly numaNode?: number;
}

/** The deepest PCI function of a real path in sysfs; undefined where none is on it. */
export function pciPathOf(realPath: string): PciPath | undefined {
  const parts = realPath.split("/");
  const functions = parts.filter(isPciAddress);
  const pciBusId = functions.at(-1);
  if (pciBusId === undefined) return undefined;
  const pcieRoot = parts.find((part) => /^pci[0-9a-f]{4,}:[0-9a-f]{2}$/.test(part));
  return { ...(pcieRoot !== undefined && { pcieRoot }), bridges: functions.slice(0, -1), pciBusId };
}

/** The directory of the deepest PCI function of a real path. */
export function pciDirectoryOf(realPath: string): string | undefined {
  const parts = realPath.split("/");
  const at = parts.findLastIndex(isPciAddress);
  return at < 0 ? undefined : parts.slice(0, at + 1).join("/");
}
