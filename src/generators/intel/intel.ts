import { specWithAll } from "../found-devices.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { isSet } from "../option-values.ts";
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
  if (gpus.length === 0) {
    const loaded = driverDirectories.filter((path) => host.tree.list(path) !== undefined);
    const reason =
      loaded.length === 0
        ? `there is no ${driverDirectories.join(" nor ")}`
        : `no GPU of Intel in ${loaded.join(" and ")}`;
    return { applies: false, reason };
  }
  const usable = gpuDevices(host, gpus, new Map()).devices.length > 0;
  return usable
    ? { applies: true, reason: gpus.map(({ address }) => address).join(", ") }
    : { applies: false, reason: "no GPU of Intel has a device node that can be used" };
}

/** What reaches the firmware can write it anew, so it takes `--management-nodes`. */
function generate(host: GeneratorHost, options: GeneratorOptions): Generated {
  const further = isSet(options, "management-nodes") ? firmwareNodes(host.tree) : new Map<string, readonly string[]>();
  return specWithAll(options.kind ?? intel.kind, gpuDevices(host, findGpus(host.tree), further));
}
