import type { HostTree } from "../../../host/host-tree.ts";
import { lookInside } from "../../../host/look-inside.ts";
import type { Site } from "../site.ts";
import { type DriverFile, driverFile } from "./driver-file.ts";

/** Where NixOS has all programs. No container looks there. */
const ownFolder = "/run/current-system/sw/bin";

/** Where programs are, in this order, whatever the caller's PATH says. */
export const programFolders: readonly string[] = [
  "/usr/local/sbin",
  "/usr/local/bin",
  "/usr/sbin",
  "/usr/bin",
  "/sbin",
  "/bin",
  ownFolder,
];

export const computePrograms: readonly string[] = [
  "nvidia-smi",
  "nvidia-debugdump",
  "nvidia-persistenced",
  "nvidia-cuda-mps-control",
  "nvidia-cuda-mps-server",
  "nvidia-imex",
  "nvidia-imex-ctl",
];

export const graphicsPrograms: readonly string[] = ["nvidia-xconfig"];

/** The programs of the driver that are installed. */
export function findPrograms(site: Site, names: readonly string[]): readonly DriverFile[] {
  return names.flatMap((name) => {
    const path = programFolders.map((folder) => `${folder}/${name}`).find((at) => isProgram(site.driver.tree, at));
    const containerPath = path === `${ownFolder}/${name}` ? `/usr/bin/${name}` : path;
    return path === undefined ? [] : (driverFile(site, path, containerPath) ?? []);
  });
}

/** Whether a path leads to a file that can be run. */
export function isProgram(host: HostTree, path: string): boolean {
  const stats = lookInside(host, path);
  return stats?.isFile() === true && (stats.mode & 0o111) !== 0;
}
