import type { ContainerEdits } from "../../cdi/spec.ts";
import type { GeneratorHost } from "../generator.ts";
import type { NameClaim } from "../names-apart.ts";
import { nodeEdits } from "../node-edits.ts";
import type { Port } from "./port.ts";

/**
 * What a container needs for a port. A stable name comes with the link that the host has for it, as another node: runtimes
 * follow no links.
 */
export function portEdits(host: GeneratorHost, { owner: { path, node }, link }: NameClaim<Port>): ContainerEdits {
  const own = { path, ...(node && { node }) };
  const isLinked = link !== undefined && host.devices.realPath(`/dev/${link}`) === path;
  return nodeEdits(host, isLinked ? [own, { ...own, path: `/dev/${link}`, from: path }] : [own]);
}
