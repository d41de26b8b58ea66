import { basename } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";

/** A library of NVIDIA's driver, which works with the kernel module of its own version alone. */
export interface DriverLibrary {
  /** On the host, links followed where the version stands in the name of what they lead to. */
  readonly path: string;
  readonly version: string;
}

/** Versions have two digits and more in front: `libcuda.so.1.1` is the one of WSL and Tegra, and no version. */
const versioned = /^lib(?:cuda|nvidia-ml)\.so\.(\d{2,4}(?:\.\d{1,4}){1,2})$/;
const named = /^lib(?:cuda|nvidia-ml)\.so/;

/** The library at a path of a host; undefined where it is none of the two by which programs talk to the module. */
export function driverLibraryAt(path: string, host: HostTree): DriverLibrary | undefined {
  if (!named.test(basename(path))) return undefined;
  return libraryOf(path) ?? libraryOf(host.realPath(path) ?? "");
}

function libraryOf(path: string): DriverLibrary | undefined {
  const version = versioned.exec(basename(path))?.[1];
  return version === undefined ? undefined : { path, version };
}
