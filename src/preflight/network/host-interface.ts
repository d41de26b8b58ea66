import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { oncePer } from "../once-per.ts";
import { interfaceNameFault } from "./interface-name-fault.ts";

/** A network interface in the network namespace of the host. */
export interface HostInterface {
  /** The one that sysfs lists it by; it may have others. */
  readonly name: string;
  /** Its directory in sysfs, no link left. */
  readonly path: string;
  /** What is in that directory. */
  readonly entries: ReadonlySet<string>;
}

/** The interfaces that a host's sysfs lists, by name; undefined where it lists none at all. */
const listed = oncePer((host: HostTree): ReadonlySet<string> | undefined => {
  const names = host.list("/sys/class/net");
  return names === undefined ? undefined : new Set(names);
});

const found = oncePer((_: HostTree) => new Map<string, HostInterface | "missing" | "unseen">());

/**
 * Looks for an interface by a name that a runtime would find it by. sysfs shows those of the network namespace that it was
 * mounted in, which is the host's.
 */
export function hostInterface(host: HostTree, name: string): HostInterface | "missing" | "unseen" {
  const known = found(host);
  const answer = known.get(name) ?? lookFor(host, name);
  known.set(name, answer);
  return answer;
}

function lookFor(host: HostTree, name: string): HostInterface | "missing" | "unseen" {
  const names = listed(host);
  if (!names) return "unseen";
  if (interfaceNameFault(name) !== undefined) return "missing";
  const own = names.has(name) ? name : alternatives(host).get(name);
  const path = own === undefined ? undefined : host.realPath(`/sys/class/net/${own}`);
  if (own === undefined || path === undefined) return "missing";
  return { name: own, path, entries: new Set(host.list(path) ?? []) };
}

/** Interfaces by the further names that udev gives them. The kernel finds them by these, and sysfs says nothing of it. */
const alternatives = oncePer((host: HostTree): ReadonlyMap<string, string> => {
  const pairs = [...(listed(host) ?? [])].flatMap((own): [string, string][] => {
    const index = sysfsText(host, `/sys/class/net/${own}/ifindex`);
    const data =
      index !== undefined && /^\d{1,10}$/.test(index) ? host.readText(`/run/udev/data/n${index}`) : undefined;
    return [...(data ?? "").matchAll(/^E:ID_NET_NAME(?:_[A-Z]+)?=(.+)$/gm)].map(([, other = ""]) => [other, own]);
  });
  return new Map(pairs);
});
