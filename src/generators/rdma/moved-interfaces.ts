import type { NetDevice } from "../../cdi/spec.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Hca } from "./hca.ts";

/** Network interfaces that go to a container with RDMA devices. A device that has none to move is not there. */
export interface MovedInterfaces {
  readonly byHca: ReadonlyMap<Hca, NetDevice[]>;
  readonly problems: readonly Problem[];
}

export const noInterfaces: MovedInterfaces = { byHca: new Map(), problems: [] };

/** Interfaces that the kernel moves to no other network namespace, by what they have in sysfs. */
const fixed: readonly (readonly [entry: string, what: string])[] = [
  ["bonding", "a bond"],
  ["bridge", "a bridge"],
];

/** The interfaces of RDMA devices, each to move under the name that it has, for under the container's it comes back. */
export function movedInterfaces(host: HostTree, hcas: readonly Hca[]): MovedInterfaces {
  const byHca = new Map<Hca, NetDevice[]>();
  const problems: Problem[] = [];
  for (const hca of hcas) {
    const moved: NetDevice[] = [];
    for (const name of new Set(hca.ports.flatMap(({ netdev }) => netdev ?? []))) {
      const path = `/sys/class/net/${name}`;
      const subject = `interface ${name} of RDMA device ${hca.name}`;
      const entries = host.list(path) ?? [];
      const [fault, user] = [faultOf(hca, entries), userOf(entries)];
      if (fault !== undefined) problems.push(problem("odd-device", `Left out ${subject}: ${fault}`, { path }));
      if (fault !== undefined) continue;
      moved.push({ hostInterfaceName: name, name });
      if (user === undefined) continue;
      problems.push(problem("device-in-use", `A container takes ${subject} away from ${user}`, { path }));
    }
    if (moved.length > 0) byHca.set(hca, moved);
  }
  return { byHca, problems };
}

/** A device in software ends when its interface moves, so that the container would have neither. */
function faultOf({ place }: Hca, entries: readonly string[]): string | undefined {
  if (place.directory === undefined) return "the device is software, and would end when it is moved";
  const what = fixed.find(([entry]) => entries.includes(entry))?.[1];
  return what === undefined ? undefined : `it is ${what}, which the kernel moves to no container`;
}

/** What of the host is on top of an interface. */
function userOf(entries: readonly string[]): string | undefined {
  const [upper] = entries.filter((entry) => entry.startsWith("upper_"));
  if (upper !== undefined) return upper.slice("upper_".length);
  return entries.includes("master") ? "the interface that it is a part of" : undefined;
}
