import { type Problem, problem } from "../../problems.ts";
import type { GeneratorHost } from "../generator.ts";
import { classNode } from "../nodes/class-node.ts";
import type { FoundNode } from "../nodes/found-node.ts";
import type { Hca } from "./hca.ts";

export interface ConnectionManager {
  /** The node by which programs find peers; absent where containers cannot have it. */
  readonly node?: FoundNode;
  readonly problems: readonly Problem[];
}

const directory = "/sys/class/misc/rdma_cm";

/** The node that RDMA devices share. Verbs work without it, so no device is left out for it. */
export function connectionManager(host: GeneratorHost, hcas: readonly Hca[]): ConnectionManager {
  if (!hcas.some(({ protocol }) => protocol.usesConnectionManager)) return { problems: [] };
  const isThere = host.tree.list(directory) !== undefined;
  const node = classNode(host, directory, { folder: "infiniband" });
  const fault = isThere ? node.fault : `there is no ${directory}; the kernel module rdma_ucm makes it`;
  if (fault === undefined) return { node, problems: [] };
  const message = `Left out rdma_cm, by which programs find peers: ${fault}`;
  return { problems: [problem("odd-device", message, { path: node.path })] };
}
