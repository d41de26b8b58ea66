import type { ContainerEdits } from "../../cdi/spec.ts";
import type { GeneratorHost } from "../generator.ts";
import type { NameClaim } from "../naming/names-apart.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { withLink } from "../nodes/with-link.ts";
import type { VideoDevice } from "./video-device.ts";

/** The nodes of a video device. A stable name comes with the links of that name that the host has. */
export function videoEdits(host: GeneratorHost, { owner, link }: NameClaim<VideoDevice>): ContainerEdits {
  return nodeEdits(
    host,
    owner.nodes.flatMap((own) => withLink(host, own, link && `/dev/${link}-video-index${own.index}`)),
  );
}
