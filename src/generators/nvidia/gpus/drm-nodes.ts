import type { DeviceNode } from "../../../cdi/spec.ts";
import { drmNodesOf } from "../../../host/drm-nodes.ts";
import { problem } from "../../../problems.ts";
import type { Link } from "../hooks/hooks.ts";
import { nvidiaNode } from "../nodes/nvidia-node.ts";
import type { Site } from "../site.ts";

/** What graphics programs use of a GPU. */
export interface DrmNodes {
  readonly nodes: readonly DeviceNode[];
  /** Names by the place of the GPU, as udev makes them. */
  readonly links: readonly Link[];
}

/** The DRM nodes of the function at an address; none where the driver's graphics part is not loaded. */
export function findDrmNodes(site: Site, address: string): DrmNodes {
  const faults: string[] = [];
  const found = drmNodesOf(site.tree, `/sys/bus/pci/devices/${address}`).flatMap(({ name, kind }) => {
    const entry = nvidiaNode(site, `/dev/dri/${name}`);
    if ("node" in entry) return [{ name, kind, node: entry.node }];
    faults.push(entry.missing);
    return [];
  });
  if (faults.length > 0) {
    const message = `Only a part of the GPU at ${address} can be offered, which graphics programs will miss: ${faults.join("; ")}`;
    site.report(problem("odd-device", message));
  }
  return {
    nodes: found.map(({ node }) => node),
    links: found.map(({ name, kind }) => ({ target: `../${name}`, path: `/dev/dri/by-path/pci-${address}-${kind}` })),
  };
}
