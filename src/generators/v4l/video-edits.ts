import type { ContainerEdits } from "../../cdi/spec.ts";
import type { GeneratorHost } from "../generator.ts";
import type { NameClaim } from "../names-apart.ts";
import { nodeEdits } from "../node-edits.ts";
import type { VideoDevice } from "./video-device.ts";

/**
 * The nodes of a video device. A stable name comes with the links of that name that the host has, as further nodes:
 * runtimes follow no links.
 */
export function videoEdits(host: GeneratorHost, { owner, link }: NameClaim<VideoDevice>): ContainerEdits {
  return nodeEdits(
    host,
    owner.nodes.flatMap((own) => {
      const path = `/dev/${link}-video-index${own.index}`;
      const isLinked = link !== undefined && host.devices.realPath(path) === own.path;
      return isLinked ? [own, { ...own, path, from: own.path }] : [own];
    }),
  );
}
