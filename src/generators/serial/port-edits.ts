import type { ContainerEdits } from "../../cdi/spec.ts";
import type { GeneratorHost } from "../generator.ts";
import type { NameClaim } from "../naming/names-apart.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { withLink } from "../nodes/with-link.ts";
import type { Port } from "./port.ts";

/** What a container needs for a port. A stable name comes with the link that the host has for it. */
export function portEdits(host: GeneratorHost, { owner: { path, node }, link }: NameClaim<Port>): ContainerEdits {
  const own = { path, ...(node && { node }) };
  return nodeEdits(host, withLink(host, own, link && `/dev/${link}`));
}
