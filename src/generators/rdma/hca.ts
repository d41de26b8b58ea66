import type { FoundNode } from "../nodes/found-node.ts";
import type { NodeKind } from "./access-levels.ts";
import type { Protocol } from "./protocols.ts";

/** An RDMA device of a host, in hardware or in software. */
export interface Hca {
  /** The kernel's name, such as `mlx5_0`. */
  readonly name: string;
  readonly place: HcaPlace;
  readonly protocol: Protocol;
  readonly ports: readonly HcaPort[];
  /** Those that a container can have. */
  readonly nodes: readonly HcaNode[];
}

/** What an RDMA device is a part of. */
export interface HcaPlace {
  /** The real path in sysfs of the hardware: a PCI function, an auxiliary device of one, or what has no bus that we know. */
  readonly directory?: string;
  /** A part of a PCI function that has a driver of its own. */
  readonly subfunction?: Subfunction;
}

export interface Subfunction {
  /** On the auxiliary bus, such as `mlx5_core.sf.4`. */
  readonly name: string;
  /** What the host's operator called it. */
  readonly number?: number;
}

export interface HcaPort {
  /** Counted from 1, but from 0 for a switch. */
  readonly number: number;
  /** Such as `ACTIVE` or `DOWN`. */
  readonly state?: string;
  readonly linkLayer?: string;
  readonly rateMbps?: number;
  /** Its network interface, where the host itself has that. */
  readonly netdev?: string;
}

export interface HcaNode extends FoundNode {
  readonly kind: NodeKind;
}
