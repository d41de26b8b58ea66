import { drmDevices } from "../../host/drm-nodes.ts";
import type { Problem } from "../../problems.ts";
import type { GeneratorHost } from "../generator.ts";
import { classNode } from "../nodes/class-node.ts";
import { usableNodes } from "../nodes/usable-nodes.ts";
import type { Gpu } from "./gpu.ts";

/** The GPUs of a host that have a node for containers, by their devices. */
export function findGpus(host: GeneratorHost): {
  readonly gpus: readonly Gpu[];
  readonly problems: readonly Problem[];
} {
  const found = [...drmDevices(host.tree)].map(([devicePath, drm]) => {
    const all = drm.map(({ name, kind, directory }) => {
      return { name, kind, ...classNode(host, directory, { of: "GPU", folder: "dri" }) };
    });
    const { problems } = usableNodes(`GPU ${all.map(({ name }) => name).join(", ")}`, all);
    return { devicePath, nodes: all.filter(({ fault }) => fault === undefined), problems };
  });
  return {
    gpus: found.filter(({ nodes }) => nodes.length > 0),
    problems: found.flatMap(({ problems }) => problems),
  };
}
