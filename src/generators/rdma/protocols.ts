import type { NodeKind } from "./access-levels.ts";

/** How RDMA devices of a sort talk, and what of the kernel they need for it. */
export interface Protocol {
  /** Absent where the kernel does not say. */
  readonly name?: "infiniband" | "roce" | "iwarp" | "usnic";
  /** Whether programs find peers through `rdma_cm`. */
  readonly usesConnectionManager: boolean;
  /** The nodes that each of them has where the kernel's modules are loaded, the verbs left out. */
  readonly expected: readonly NodeKind[];
}

interface ProtocolRow extends Protocol {
  /** As in `node_type`. */
  readonly nodeTypes: readonly number[];
  readonly linkLayer?: string;
}

/** Only ports of InfiniBand have a subnet manager for sure: on Ethernet it depends on the kernel. EFA has no type. */
const rows: readonly ProtocolRow[] = [
  {
    name: "infiniband",
    nodeTypes: [1, 2, 3],
    linkLayer: "InfiniBand",
    usesConnectionManager: true,
    expected: ["umad", "issm"],
  },
  { name: "roce", nodeTypes: [1], linkLayer: "Ethernet", usesConnectionManager: true, expected: ["umad"] },
  { name: "iwarp", nodeTypes: [4], usesConnectionManager: true, expected: [] },
  { name: "usnic", nodeTypes: [5, 6], usesConnectionManager: false, expected: [] },
  { nodeTypes: [7], usesConnectionManager: false, expected: [] },
];

const unknown: Protocol = { usesConnectionManager: true, expected: [] };

/** The protocol of a device with a `node_type` such as `1: CA`, whose ports are on a link layer as far as it is known. */
export function protocolOf(nodeType: string | undefined, linkLayer: string | undefined): Protocol {
  const type = Number(/^(\d{1,3}):/.exec(nodeType ?? "")?.[1] ?? Number.NaN);
  const found = rows.find((row) => row.nodeTypes.includes(type) && (row.linkLayer ?? linkLayer) === linkLayer);
  return found ?? unknown;
}
