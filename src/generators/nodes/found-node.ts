import type { HostNode } from "../../host/host-node.ts";
import type { GeneratorHost } from "../generator.ts";
import { type ExpectedNode, nodeFault } from "./node-fault.ts";

/** What is at the path of a device node. */
export interface FoundNode {
  readonly path: string;
  /** Absent where nobody may look at it. */
  readonly node?: HostNode;
  /** Why no container can have it. */
  readonly fault?: string;
}

export function nodeAt({ devices }: GeneratorHost, path: string, expected: ExpectedNode): FoundNode {
  const found = devices.deviceNode(path);
  const fault = nodeFault(path, found, expected);
  return { path, ...(!("missing" in found) && { node: found }), ...(fault !== undefined && { fault }) };
}
