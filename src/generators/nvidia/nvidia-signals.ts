import type { Signal } from "../generator.ts";
import { ldCachePath, usualFolders } from "./libraries/library-folders.ts";
import { listFolder } from "./modes/csv-mode.ts";
import { storeFolder } from "./modes/wsl-mode.ts";

const nodeFolders = [
  "/dev",
  "/dev/dri",
  "/dev/infiniband",
  "/dev/nvidia-caps",
  "/dev/nvidia-caps-imex-channels",
  "/dev/vfio",
];
const hookFolders = ["/usr/bin", "/usr/local/bin", "/usr/local/nvidia/toolkit"];

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
  ...[ldCachePath, listFolder, storeFolder, ...usualFolders.filter((path) => path !== "/"), ...hookFolders].map(
    (path): Signal => ({ path, on: "driver" }),
  ),
  { path: "/run/nvidia-persistenced" },
  { path: "/run/nvidia-fabricmanager" },
];
