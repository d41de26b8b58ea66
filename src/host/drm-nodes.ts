import { grouped } from "./grouped.ts";
import type { HostTree } from "./host-tree.ts";

/** A device node of the kernel's graphics interface. */
export interface DrmNode {
  /** Such as `card0` or `renderD128`. */
  readonly name: string;
  /** A `card` node can drive displays; a `render` node only computes and draws. */
  readonly kind: "card" | "render";
  /** The number in the name. */
  readonly number: number;
  /** Where the kernel has the node. */
  readonly path: string;
  /** Its directory in sysfs. */
  readonly directory: string;
}

/** The nodes of the device at a directory of sysfs, cards first; none where its driver has no graphics part. */
export function drmNodesOf(host: HostTree, directory: string): readonly DrmNode[] {
  const names = host.list(`${directory}/drm`) ?? [];
  return inOrder(names.flatMap((name) => drmNode(name, `${directory}/drm/${name}`) ?? []));
}

/** All nodes of a host by the real path of their device. Connectors such as `card0-HDMI-A-1` are none. */
export function drmDevices(host: HostTree): ReadonlyMap<string, readonly DrmNode[]> {
  const nodes = inOrder(
    (host.list(classDirectory) ?? []).flatMap((name) => drmNode(name, `${classDirectory}/${name}`) ?? []),
  );
  const placed = nodes.flatMap((node) => {
    const device = host.realPath(`${node.directory}/device`);
    return device === undefined ? [] : [{ node, device }];
  });
  const devices = grouped(placed, ({ device }) => device);
  return new Map([...devices].map(([device, found]) => [device, found.map(({ node }) => node)]));
}

const classDirectory = "/sys/class/drm";

const kinds: ReadonlyMap<string, DrmNode["kind"]> = new Map([
  ["card", "card"],
  ["renderD", "render"],
]);

function drmNode(name: string, directory: string): DrmNode | undefined {
  const [, prefix = "", digits = ""] = /^(\D+)(\d{1,9})$/.exec(name) ?? [];
  const kind = kinds.get(prefix);
  return kind && { name, kind, number: Number(digits), path: `/dev/dri/${name}`, directory };
}

function inOrder(nodes: readonly DrmNode[]): readonly DrmNode[] {
  return nodes.toSorted((one, other) =>
    one.kind === other.kind ? one.number - other.number : one.kind === "card" ? -1 : 1,
  );
}
