import type { Mount } from "../../cdi/spec.ts";
import type { GeneratorHost } from "../generator.ts";
import type { FoundNode } from "../nodes/found-node.ts";
import { nodePrefix } from "../nodes/node-prefix.ts";

/**
 * The names by the place of a GPU that udev made for its nodes, by which Intel's media programs look for it. They are
 * bind mounts, as Intel's own specs have them: these work where a container has no rights to make nodes, too.
 */
export function byPathMounts(host: GeneratorHost, address: string, nodes: readonly FoundNode[]): Mount[] {
  const own = new Set(nodes.map(({ path }) => path));
  return ["card", "render"].flatMap((suffix) => {
    const containerPath = `/dev/dri/by-path/pci-${address}-${suffix}`;
    const target = host.devices.realPath(containerPath);
    if (target === undefined || !own.has(target)) return [];
    const hostPath = `${nodePrefix(host)}${containerPath}`;
    return [{ hostPath, containerPath, type: "none", options: ["bind", "rw"] }];
  });
}
