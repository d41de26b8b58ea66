import { lookInside } from "../../host/look-inside.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import type { GeneratorHost } from "../generator.ts";

/** Machines whose GPUs NVIDIA's usual driver knows nothing of, by the mode for them. */
const signs: readonly (readonly [mode: string, isSo: (host: GeneratorHost) => boolean])[] = [
  ["wsl", ({ devices, driver }) => isThere(devices, "/dev/dxg") && isFile(driver, "/usr/lib/wsl/lib/libdxcore.so")],
  ["csv", ({ tree, driver }) => isTegra(tree) && !hasManagementLibrary(driver)],
];

/** The mode for a host for which none is asked. */
export function usualMode(host: GeneratorHost): string {
  return signs.find(([, isSo]) => isSo(host))?.[0] ?? "gpu";
}

function isTegra(tree: GeneratorHost["tree"]): boolean {
  return isFile(tree, "/etc/nv_tegra_release") || /^tegra/i.test(sysfsText(tree, "/sys/devices/soc0/family") ?? "");
}

/** Tegra machines with a card have the library by which the usual driver is asked. */
function hasManagementLibrary(driver: GeneratorHost["driver"]): boolean {
  return ["/usr/lib/aarch64-linux-gnu", "/usr/lib64"].some((folder) => isFile(driver, `${folder}/libnvidia-ml.so.1`));
}

function isThere(devices: GeneratorHost["devices"], path: string): boolean {
  return !("missing" in devices.deviceNode(path));
}

function isFile(tree: GeneratorHost["tree"], path: string): boolean {
  return lookInside(tree, path)?.isFile() === true;
}
