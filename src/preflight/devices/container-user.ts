import type { Container } from "../../oci/container.ts";
import { heldCapabilities } from "../limits/held-capabilities.ts";
import type { NodeUser } from "./file-access.ts";

/** As whom the container's program opens and starts what it finds. */
export function containerUser({ process }: Container): NodeUser {
  const { uid, gid, additionalGids } = process.user;
  return { uid, gids: new Set([gid, ...additionalGids]), capabilities: heldCapabilities(process) };
}
