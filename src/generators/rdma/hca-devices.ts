import { quote } from "../../cdi/quote.ts";
import type { ContainerEdits, Device } from "../../cdi/spec.ts";
import { type Problem, problem } from "../../problems.ts";
import { namedDevices } from "../devices/named-devices.ts";
import type { GeneratorHost } from "../generator.ts";
import type { FoundNode } from "../nodes/found-node.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import type { Hca } from "./hca.ts";
import { hcaAnnotations } from "./hca-annotations.ts";
import { hcaNames } from "./hca-names.ts";
import type { MovedInterfaces } from "./moved-interfaces.ts";

/** What devices have besides their own nodes. */
interface OtherParts {
  readonly manager: FoundNode | undefined;
  readonly interfaces: MovedInterfaces;
}

/** RDMA devices as devices of a spec, one for each name that one has. */
export function hcaDevices(
  host: GeneratorHost,
  hcas: readonly Hca[],
  others: OtherParts,
): { readonly devices: readonly Device[]; readonly problems: readonly Problem[] } {
  const names = hcaNames(hcas);
  const devices = namedDevices(names, {
    domain: "rdma.dev",
    annotations: hcaAnnotations(host.tree),
    edits: ({ owner }) => hcaEdits(host, owner, others),
  });
  const named = new Set(names.map(({ owner }) => owner));
  return { devices, problems: hcas.filter((hca) => !named.has(hca)).map(namelessProblem) };
}

/** The manager is with each device that uses it, not with all of the spec: some do without. */
function hcaEdits(host: GeneratorHost, hca: Hca, { manager, interfaces }: OtherParts): ContainerEdits {
  const shared = manager && hca.protocol.usesConnectionManager ? [manager] : [];
  const netDevices = interfaces.byHca.get(hca);
  return { ...nodeEdits(host, [...hca.nodes, ...shared]), ...(netDevices && { netDevices }) };
}

function namelessProblem({ name }: Hca): Problem {
  const message = `Left out RDMA device ${quote(name)}: no name that CDI allows is its alone`;
  return problem("odd-device", message, { path: `/sys/class/infiniband/${name}` });
}
