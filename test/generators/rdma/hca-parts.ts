import { type FakeFunction, type FakeHostParts, pciFunctionParts, together } from "../../host/fake-host.ts";
import { attributesAt, nodeParts } from "../sysfs-parts.ts";

type Attributes = Readonly<Record<string, string>>;

export interface FakePort {
  readonly attributes?: Attributes;
  /** The interface of its addresses; none on InfiniBand. */
  readonly netdev?: string;
  readonly gid?: string;
  /** Numbers of its nodes for management datagrams and for a subnet manager. */
  readonly umad?: number;
  readonly issm?: number;
}

export interface FakeHca {
  readonly name: string;
  /** The path in sysfs of what it is a part of; `/sys/devices/virtual` for software. */
  readonly at: string;
  /** Number of its node, which is not that of its name. */
  readonly uverbs?: number;
  readonly attributes?: Attributes;
  readonly ports?: readonly FakePort[];
}

/** What sysfs and `/dev` have for an RDMA device. */
export function hcaParts({ name, at, uverbs, attributes = {}, ports = [{}] }: FakeHca): FakeHostParts {
  const directory = `${at}/infiniband/${name}`;
  const own = { node_type: "1: CA", node_desc: `node1 ${name}`, ...attributes };
  return together(
    {
      files: attributesAt(directory, own),
      links: {
        [`/sys/class/infiniband/${name}`]: directory,
        ...(!at.startsWith("/sys/devices/virtual") && { [`${directory}/device`]: at }),
      },
    },
    ...(uverbs === undefined
      ? []
      : [ownNode("infiniband_verbs", `uverbs${uverbs}`, verbsNumber(uverbs), name, { at })]),
    ...ports.map((port, index) => portParts(directory, index + 1, port)),
    ...ports.flatMap(({ umad, issm }, index) => {
      const owner = { at, port: index + 1 };
      return [
        ...(umad === undefined ? [] : [ownNode("infiniband_mad", `umad${umad}`, `231:${umad}`, name, owner)]),
        ...(issm === undefined ? [] : [ownNode("infiniband_mad", `issm${issm}`, `231:${64 + issm}`, name, owner)]),
      ];
    }),
  );
}

/** The kernel has fixed numbers for the first 32, and others from a range of their own. */
function verbsNumber(index: number): string {
  return index < 32 ? `231:${192 + index}` : `511:${index - 32}`;
}

function portParts(directory: string, number: number, { attributes, netdev, gid }: FakePort): FakeHostParts {
  const at = `${directory}/ports/${number}`;
  const usual = { state: "4: ACTIVE", phys_state: "5: LinkUp", rate: "100 Gb/sec (4X EDR)", link_layer: "Ethernet" };
  return {
    files: {
      ...attributesAt(at, { ...usual, ...attributes }),
      ...(gid !== undefined && { [`${at}/gids/0`]: `${gid}\n` }),
      ...(netdev !== undefined && { [`${at}/gid_attrs/ndevs/0`]: `${netdev}\n`, [`${at}/gid_attrs/ndevs/1`]: "\n" }),
    },
    directories: [at],
  };
}

function ownNode(className: string, entry: string, numbers: string, device: string, { at, port }: OwnerOfNode) {
  const directory = `${at}/${className}/${entry}`;
  const access = className === "infiniband_verbs" ? "0666" : "0600";
  return together(
    nodeParts({ directory, of: className, numbers, node: `infiniband/${entry}`, access }),
    { files: attributesAt(directory, { ibdev: device, ...(port !== undefined && { port: `${port}` }) }) },
    { links: { [`/sys/dev/char/${numbers}`]: directory } },
  );
}

interface OwnerOfNode {
  readonly at: string;
  readonly port?: number;
}

/** A network interface, of a device of sysfs or virtual. */
export function interfaceParts(name: string, at: string, attributes: Attributes = {}): FakeHostParts {
  const directory = `${at}/net/${name}`;
  const usual = { address: "b8:59:9f:c4:2e:6a", type: "1", dev_id: "0x0", dev_port: "0", operstate: "up" };
  return {
    files: attributesAt(directory, { ...usual, ...attributes }),
    links: { [`/sys/class/net/${name}`]: directory },
  };
}

/** The node by which programs find peers. */
export const managerParts: FakeHostParts = {
  files: { "/sys/class/misc/rdma_cm/dev": "10:121\n", "/sys/class/misc/rdma_cm/abi_version": "4\n" },
  nodes: { "/dev/infiniband/rdma_cm": "c 10:121 0666" },
};

/** A function of a network adapter; Mellanox's unless told. */
export function adapterParts(path: string, { files, ...others }: Partial<FakeFunction> = {}): FakeHostParts {
  const usual = { vendor: "0x15b3\n", device: "0x1017\n", class: "0x020000\n", numa_node: "0\n" };
  return pciFunctionParts({
    path,
    driver: "mlx5_core",
    moduleVersion: "24.10-0.7.0",
    ...others,
    files: { ...usual, ...files },
  });
}
