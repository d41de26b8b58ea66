import type { ContainerEdits } from "../../cdi/spec.ts";
import type { GeneratorHost } from "../generator.ts";
import { nodeEdits } from "../node-edits.ts";
import { byPathName } from "../udev/by-path-name.ts";
import type { Gpu } from "./gpu.ts";

/**
 * The nodes of a GPU, each also by the link that the host has for its place, as another node: media drivers look for it
 * there, and runtimes follow no links.
 */
export function gpuEdits(host: GeneratorHost, { devicePath, nodes }: Gpu): ContainerEdits {
  const place = byPathName(host.tree, devicePath);
  return nodeEdits(
    host,
    nodes.flatMap(({ kind, ...own }) => {
      const link = `/dev/dri/by-path/${place}-${kind}`;
      return host.devices.realPath(link) === own.path ? [own, { ...own, path: link, from: own.path }] : [own];
    }),
  );
}
