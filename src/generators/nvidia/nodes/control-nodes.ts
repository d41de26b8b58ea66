import type { DeviceNode } from "../../../cdi/spec.ts";
import { problem } from "../../../problems.ts";
import type { Site } from "../site.ts";
import { nvidiaNode } from "./nvidia-node.ts";

interface ControlNode {
  readonly path: string;
  /** What containers cannot do without it; absent where some hosts have no use for it. */
  readonly need?: string;
}

/** Nodes that come with any GPU. They are made by user space, after start-up. */
const controlNodes: readonly ControlNode[] = [
  { path: "/dev/nvidia-modeset" },
  { path: "/dev/nvidia-uvm-tools" },
  { path: "/dev/nvidia-uvm", need: "run CUDA programs" },
  { path: "/dev/nvidiactl", need: "use any GPU" },
];

/** The control nodes that are there. */
export function findControlNodes(site: Site): readonly DeviceNode[] {
  return controlNodes.flatMap(({ path, need }) => {
    const found = nvidiaNode(site, path);
    if ("node" in found) return [found.node];
    if (need !== undefined) {
      const message = `Containers cannot ${need}: ${found.missing}; "nvidia-modprobe -c 0 -u" makes the node`;
      site.report(problem("odd-device", message, { path }));
    }
    return [];
  });
}
