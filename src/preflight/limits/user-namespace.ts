import type { Container } from "../../oci/container.ts";

/** Whether a container has users of its own, so that its capabilities do not count for the host. */
export function hasUserNamespace({ linux }: Container): boolean {
  return linux.namespaces.some(({ type }) => type === "user");
}
