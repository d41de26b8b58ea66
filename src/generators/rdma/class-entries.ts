import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { namesOfForm } from "../naming/names-of-form.ts";
import { type NodeKind, nodeKinds } from "./access-levels.ts";

/** An entry of sysfs for a device node of an RDMA device. */
export interface ClassEntry {
  readonly kind: NodeKind;
  readonly directory: string;
  /** The device that it says it belongs to. */
  readonly device: string | undefined;
}

/**
 * The entries of each RDMA device by what they say themselves, for the numbers of nodes are not those of devices. Kinds that
 * are not asked for are not looked at.
 */
export function classEntries(
  host: HostTree,
  kinds: ReadonlySet<NodeKind>,
): ReadonlyMap<string | undefined, readonly ClassEntry[]> {
  const entries = nodeKinds
    .filter(({ kind }) => kinds.has(kind))
    .flatMap(({ kind, class: name }) => entriesOf(host, kind, `/sys/class/${name}`));
  return grouped(entries, ({ device }) => device);
}

function entriesOf(host: HostTree, kind: NodeKind, path: string): ClassEntry[] {
  return namesOfForm(host, path, new RegExp(`^${kind}\\d+$`)).map((name) => {
    const directory = `${path}/${name}`;
    return { kind, directory, device: sysfsText(host, `${directory}/ibdev`) };
  });
}
