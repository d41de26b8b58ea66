import type { ContainerEdits } from "../../cdi/spec.ts";
import type { GeneratorHost } from "../generator.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { withLink } from "../nodes/with-link.ts";
import { byPathName } from "../udev/by-path-name.ts";
import type { Gpu } from "./gpu.ts";

/** The nodes of a GPU, each also by the link that the host has for its place: media drivers look for it there. */
export function gpuEdits(host: GeneratorHost, { devicePath, nodes }: Gpu): ContainerEdits {
  const place = byPathName(host.tree, devicePath);
  return nodeEdits(
    host,
    nodes.flatMap(({ kind, ...own }) => withLink(host, own, place && `/dev/dri/by-path/${place}-${kind}`)),
  );
}
