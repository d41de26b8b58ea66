import { detectionOf } from "../detection.ts";
import { specWithAll } from "../devices/found-devices.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { wantsManagementNodes } from "../option-values.ts";
import { driverDirectories, findGpus } from "./find-gpus.ts";
import { firmwareNodes } from "./firmware-nodes.ts";
import { gpuDevices } from "./gpu-devices.ts";

/** Intel's GPUs, on cards and in processors, and their virtual functions. */
export const intel: Generator = {
  name: "intel",
  kind: "intel.com/gpu",
  signals: [
    ...driverDirectories.map((path) => ({ path })),
    { path: "/sys/class/drm" },
    { path: "/sys/class/mei" },
    { path: "/dev/dri", on: "devices", depth: 1 },
  ],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const gpus = findGpus(host.tree);
  const isUsable = gpuDevices(host, gpus, new Map()).devices.length > 0;
  return detectionOf(isUsable ? gpus.map(({ address }) => address) : [], () => whyNone(host, gpus.length > 0));
}

function whyNone({ tree }: GeneratorHost, isUnusable: boolean): string {
  if (isUnusable) return "no GPU of Intel has a device node that can be used";
  const loaded = driverDirectories.filter((path) => tree.list(path) !== undefined);
  return loaded.length === 0
    ? `there is no ${driverDirectories.join(" nor ")}`
    : `no GPU of Intel in ${loaded.join(" and ")}`;
}

/** What reaches the firmware can write it anew, so it takes `--management-nodes`. */
function generate(host: GeneratorHost, options: GeneratorOptions): Generated {
  const further = wantsManagementNodes(options) ? firmwareNodes(host.tree) : new Map<string, readonly string[]>();
  return specWithAll(options.kind ?? intel.kind, gpuDevices(host, findGpus(host.tree), further));
}
