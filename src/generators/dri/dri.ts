import { attributeAnnotations } from "../attribute-annotations.ts";
import { specWithAll } from "../found-devices.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { hardwareFacts } from "../hardware-facts.ts";
import { namedDevices } from "../named-devices.ts";
import { findGpus } from "./find-gpus.ts";
import { gpuEdits } from "./gpu-edits.ts";
import { gpuNames } from "./gpu-names.ts";

/** GPUs of any driver by the kernel's graphics interface: for drawing, video and what else needs no vendor's own nodes. */
export const dri: Generator = {
  name: "dri",
  kind: "dri.dev/gpu",
  signals: [
    { path: "/sys/class/drm" },
    { path: "/dev/dri", on: "devices" },
    { path: "/dev/dri/by-path", on: "devices" },
  ],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const { gpus, problems } = findGpus(host);
  const names = gpus.flatMap(({ nodes }) => nodes.map(({ name }) => name)).join(", ");
  if (gpus.length > 0) return { applies: true, reason: names };
  if (problems.length > 0) return { applies: false, reason: "no GPU has a device node that can be used" };
  const isListed = host.tree.list("/sys/class/drm") !== undefined;
  return { applies: false, reason: isListed ? "no GPU is in /sys/class/drm" : "there is no /sys/class/drm" };
}

function generate(host: GeneratorHost, { kind = dri.kind }: GeneratorOptions): Generated {
  const { gpus, problems } = findGpus(host);
  const devices = namedDevices(gpuNames(host.tree, gpus), {
    domain: "dri.dev",
    annotations: ({ devicePath }) => attributeAnnotations({ type: "gpu", ...hardwareFacts(host.tree, devicePath) }),
    edits: ({ owner }) => gpuEdits(host, owner),
  });
  return specWithAll(kind, { devices, problems });
}
