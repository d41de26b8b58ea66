import type { Signal } from "../generator.ts";
import { listFolder } from "./csv-mode.ts";
import { ldCachePath, usualFolders } from "./library-folders.ts";
import { storeFolder } from "./wsl-mode.ts";

const nodeFolders = [
  "/dev",
  "/dev/dri",
  "/dev/infiniband",
  "/dev/nvidia-caps",
  "/dev/nvidia-caps-imex-channels",
  "/dev/vfio",
];
const programFolders = ["/usr/bin", "/usr/local/bin", "/usr/local/nvidia/toolkit"];

/** By what it shows that a driver was upgraded or loaded, a library replaced, a GPU partitioned anew, a node made. */
export const nvidiaSignals: readonly Signal[] = [
  { path: "/sys/module/nvidia/version" },
  { path: "/proc/driver/nvidia/version" },
  { path: "/proc/driver/nvidia/gpus", depth: 1 },
  { path: "/proc/driver/nvidia/capabilities", depth: 4 },
  { path: "/proc/driver/nvidia-caps/mig-minors" },
  { path: "/proc/devices" },
  { path: "/sys/bus/pci/drivers/nvidia" },
  { path: "/sys/class/drm" },
  ...nodeFolders.map((path): Signal => ({ path, on: "devices" })),
  ...[ldCachePath, listFolder, storeFolder, ...usualFolders.filter((path) => path !== "/"), ...programFolders].map(
    (path): Signal => ({ path, on: "driver" }),
  ),
  { path: "/run/nvidia-persistenced" },
  { path: "/run/nvidia-fabricmanager" },
];
