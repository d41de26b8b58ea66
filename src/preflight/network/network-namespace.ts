import type { Container } from "../../oci/container.ts";

export type ContainerNamespace = Container["linux"]["namespaces"][number];

/** The network namespace that a container asks for; undefined where it shares that of the runtime. */
export function networkNamespace({ linux }: Container): ContainerNamespace | undefined {
  return linux.namespaces.find(({ type }) => type === "network");
}
