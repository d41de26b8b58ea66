import { sysfsText } from "../../host/sysfs-value.ts";
import { type Problem, problem } from "../../problems.ts";
import type { GeneratorHost } from "../generator.ts";
import { naturalOrder } from "../naming/natural-order.ts";
import { classNode } from "../nodes/class-node.ts";
import { type AccessLevel, kindsAt } from "./access-levels.ts";
import { classEntries } from "./class-entries.ts";
import type { Hca, HcaNode } from "./hca.ts";
import { hcaPlace } from "./hca-place.ts";
import { hcaPorts } from "./hca-ports.ts";
import { nodeComplaints } from "./node-complaints.ts";
import { protocolOf } from "./protocols.ts";

/** The RDMA devices of a host that containers can have, and what else there is. */
export interface HcaSearch {
  readonly hcas: readonly Hca[];
  /** How many sysfs lists; undefined where it has no list. */
  readonly listed: number | undefined;
  readonly problems: readonly Problem[];
}

const directory = "/sys/class/infiniband";

/** Finds them with the nodes that come with a level of access. */
export function findHcas(host: GeneratorHost, level: AccessLevel): HcaSearch {
  const names = host.tree.list(directory);
  const kinds = kindsAt(level);
  const entries = classEntries(host.tree, kinds);
  const hcas: Hca[] = [];
  const problems: Problem[] = [];
  for (const name of [...(names ?? [])].sort(naturalOrder)) {
    const path = `${directory}/${name}`;
    const real = host.tree.realPath(path);
    if (real === undefined) {
      problems.push(problem("odd-device", `Left out RDMA device ${name}: its link leads nowhere`, { path }));
      continue;
    }
    const place = hcaPlace(host.tree, real);
    const ports = hcaPorts(host.tree, path, place);
    const linkLayer = ports.find((port) => port.linkLayer !== undefined)?.linkLayer;
    const protocol = protocolOf(sysfsText(host.tree, `${path}/node_type`), linkLayer);
    const found = (entries.get(name) ?? []).map(({ kind, directory: entry }): HcaNode => {
      return { kind, ...classNode(host, entry, { folder: "infiniband" }) };
    });
    const nodes = found.filter(({ fault }) => fault === undefined);
    const expected = protocol.expected.filter((kind) => kinds.has(kind));
    problems.push(...nodeComplaints(name, found, expected));
    if (nodes.some(({ kind }) => kind === "uverbs")) hcas.push({ name, place, protocol, ports, nodes });
  }
  return { hcas, listed: names?.length, problems };
}
