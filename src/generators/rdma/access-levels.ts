/** What a container can do with an RDMA device, each level with what the ones before it have. */
export const accessLevels = ["verbs", "mad", "sm"] as const;

export type AccessLevel = (typeof accessLevels)[number];

/** The kinds of device nodes that belong to one RDMA device. */
export type NodeKind = "uverbs" | "umad" | "issm" | "ucm";

interface NodeKindRow {
  readonly kind: NodeKind;
  /** Its directory below `/sys/class`. */
  readonly class: string;
  readonly level: AccessLevel;
}

/**
 * Management datagrams reach the whole fabric, so `umad` does not come with the use of verbs. Whoever opens `issm` says to
 * the fabric that a subnet manager is there, and keeps all others from it. `ucm` is the connection manager of old kernels,
 * and carries such datagrams too.
 */
export const nodeKinds: readonly NodeKindRow[] = [
  { kind: "uverbs", class: "infiniband_verbs", level: "verbs" },
  { kind: "umad", class: "infiniband_mad", level: "mad" },
  { kind: "ucm", class: "infiniband_cm", level: "mad" },
  { kind: "issm", class: "infiniband_mad", level: "sm" },
];

/** The kinds of nodes that come with a level. */
export function kindsAt(level: AccessLevel): ReadonlySet<NodeKind> {
  const highest = accessLevels.indexOf(level);
  return new Set(nodeKinds.filter((row) => accessLevels.indexOf(row.level) <= highest).map(({ kind }) => kind));
}

/** The level of a name, where it is that of one. */
export function accessLevelOf(name: string): AccessLevel | undefined {
  return accessLevels.find((level) => level === name);
}
