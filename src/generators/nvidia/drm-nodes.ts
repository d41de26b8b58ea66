import type { DeviceNode } from "../../cdi/spec.ts";
import type { Link } from "./hooks.ts";
import { nvidiaNode } from "./nvidia-node.ts";
import type { Site } from "./site.ts";

/** What graphics programs use of a GPU. */
export interface DrmNodes {
  readonly nodes: readonly DeviceNode[];
  /** Names by the place of the GPU, as udev makes them. */
  readonly links: readonly Link[];
}

/** Nodes of the kernel's graphics interface, with what udev's name for them ends in. */
const kinds: readonly (readonly [name: RegExp, suffix?: string])[] = [
  [/^card\d+$/, "card"],
  [/^renderD\d+$/, "render"],
  [/^controlD\d+$/],
];

/** The DRM nodes of the function at an address; none where the driver's graphics part is not loaded. */
export function findDrmNodes(site: Site, address: string): DrmNodes {
  const names = site.tree.list(`/sys/bus/pci/devices/${address}/drm`) ?? [];
  const found = names.flatMap((name) => {
    const kind = kinds.find(([pattern]) => pattern.test(name));
    const entry = kind && nvidiaNode(site, `/dev/dri/${name}`);
    return entry && "node" in entry ? [{ name, suffix: kind[1], node: entry.node }] : [];
  });
  return {
    nodes: found.map(({ node }) => node),
    links: found.flatMap(({ name, suffix }) =>
      suffix === undefined ? [] : [{ target: `../${name}`, path: `/dev/dri/by-path/pci-${address}-${suffix}` }],
    ),
  };
}
