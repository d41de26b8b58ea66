import { lookInside } from "../../../host/look-inside.ts";
import { NvidiaGpus } from "../../../host/nvidia-gpus.ts";
import { sysfsText } from "../../../host/sysfs-value.ts";
import type { GeneratorHost } from "../../generator.ts";

/** Machines whose GPUs are not offered as cards are, by the mode for them. */
const signs: readonly (readonly [mode: string, isSo: (host: GeneratorHost) => boolean])[] = [
  ["wsl", ({ devices, driver }) => isThere(devices, "/dev/dxg") && isFile(driver, "/usr/lib/wsl/lib/libdxcore.so")],
  ["csv", ({ tree }) => isTegra(tree) && !hasCard(tree)],
];

/** The mode for a host for which none is asked. */
export function usualMode(host: GeneratorHost): string {
  return signs.find(([, isSo]) => isSo(host))?.[0] ?? "gpu";
}

function isTegra(tree: GeneratorHost["tree"]): boolean {
  return isFile(tree, "/etc/nv_tegra_release") || /^tegra/i.test(sysfsText(tree, "/sys/devices/soc0/family") ?? "");
}

/** A Tegra machine can have a card beside its own GPU; of newer ones, the driver for cards has their own as well. */
function hasCard(tree: GeneratorHost["tree"]): boolean {
  const names = [...new NvidiaGpus(tree).all().values()].map(({ productName = "" }) => productName);
  return names.some((name) => !/\(nvgpu\)|NVIDIA Thor/.test(name));
}

function isThere(devices: GeneratorHost["devices"], path: string): boolean {
  return !("missing" in devices.deviceNode(path));
}

function isFile(tree: GeneratorHost["tree"], path: string): boolean {
  return lookInside(tree, path)?.isFile() === true;
}
