import { detectionOf } from "../detection.ts";
import { specWithAll } from "../devices/found-devices.ts";
import { namedDevices } from "../devices/named-devices.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
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
  const names = gpus.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  return detectionOf(names, () => whyNone(host, problems.length > 0));
}

function whyNone({ tree }: GeneratorHost, isUnusable: boolean): string {
  if (isUnusable) return "no GPU has a device node that can be used";
  return tree.list("/sys/class/drm") === undefined ? "there is no /sys/class/drm" : "no GPU is in /sys/class/drm";
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
