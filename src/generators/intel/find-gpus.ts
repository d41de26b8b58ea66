import type { HostTree } from "../../host/host-tree.ts";
import { isPciAddress } from "../../host/pci-address.ts";
import { sysfsHex } from "../../host/sysfs-value.ts";

/** A GPU of Intel, or a virtual function of one. */
export interface Gpu {
  /** Its PCI function. */
  readonly address: string;
  /** The real path of the function in sysfs. */
  readonly directory: string;
  /** Four hexadecimal digits; absent where it cannot be read. */
  readonly deviceId?: string;
}

/** Where the drivers of Intel's GPUs list their functions; both may be loaded. */
export const driverDirectories = ["i915", "xe"].map((driver) => `/sys/bus/pci/drivers/${driver}`);

/** The GPUs that a driver of Intel's has, and no other function that was bound to it by hand. */
export function findGpus(host: HostTree): readonly Gpu[] {
  return driverDirectories.flatMap((driver) =>
    (host.list(driver) ?? [])
      .filter(isPciAddress)
      .flatMap((address) => gpuAt(host, `${driver}/${address}`, address) ?? []),
  );
}

function gpuAt(host: HostTree, path: string, address: string): Gpu | undefined {
  const directory = host.realPath(path);
  if (directory === undefined || sysfsHex(host, `${directory}/vendor`) !== "8086") return undefined;
  if (sysfsHex(host, `${directory}/class`)?.startsWith("03") === false) return undefined;
  const deviceId = sysfsHex(host, `${directory}/device`);
  return { address, directory, ...(deviceId !== undefined && { deviceId }) };
}
