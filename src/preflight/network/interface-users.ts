import type { HostTree } from "../../host/host-tree.ts";
import { sysfsLink } from "../../host/sysfs-value.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { type HostInterface, hostInterface } from "./host-interface.ts";
import { hostRoutes } from "./host-routes.ts";
import { type MovedInterface, movedInterfaces } from "./moved-interfaces.ts";

/** Whether the host can do without the interfaces: what it has on them is gone once they are moved. */
export const interfaceUsers: Check = {
  name: "interface-users",
  run: (subject) => movedInterfaces(subject).flatMap((moved) => userProblems(moved, subject)),
};

function userProblems(moved: MovedInterface, { host }: Subject): Problem[] {
  const found = hostInterface(host, moved.host);
  if (typeof found === "string") return [];
  const uses = [...membership(found, host), ...uppers(found, host), ...routes(found, host)];
  const shown = pathInMessage(found.name);
  const problems: Problem[] = [];
  if (uses.length > 0) {
    const message = `The host loses its network interface ${shown} to the container: ${uses.join("; ")}`;
    const fix = `Name an interface that the host does not need in ${moved.writtenIn}`;
    problems.push(problem("net-device-in-use", message, { ...ownersOf(moved), fix }));
  }
  if (!hostRoutes(host)) {
    const message = `Cannot tell whether routes of the host go through ${shown}: /proc/net/route cannot be read`;
    problems.push(problem("unknown", message, { ...ownersOf(moved), fix: "Run where the host's /proc is mounted" }));
  }
  return problems;
}

/** What has it as a part, by what is in its directory then. */
const memberships: readonly (readonly [entry: string, what: string])[] = [
  ["brport", "a port of the bridge"],
  ["bonding_slave", "a part of the bond"],
  ["master", "a part of"],
];

function membership({ path, entries }: HostInterface, host: HostTree): string[] {
  const what = memberships.find(([entry]) => entries.has(entry))?.[1];
  const master = masterOf(path, host);
  return what === undefined || master === undefined ? [] : [`it is ${what} ${pathInMessage(master)}`];
}

function masterOf(path: string, host: HostTree): string | undefined {
  return sysfsLink(host, `${path}/master`);
}

/** So many stand in a message. */
const shown = 3;

/** VLANs and the like that are made of it. */
function uppers({ path, entries }: HostInterface, host: HostTree): string[] {
  const master = masterOf(path, host);
  const names = [...entries]
    .filter((entry) => entry.startsWith("upper_"))
    .map((entry) => entry.slice("upper_".length))
    .filter((name) => name !== master);
  return names.length === 0 ? [] : [`${listed(names.map(pathInMessage))} of the host is made on it`];
}

function routes({ name }: HostInterface, host: HostTree): string[] {
  const all = hostRoutes(host)?.get(name) ?? [];
  const others = [...new Set(all.filter(({ isDefault }) => !isDefault).map(({ to }) => to))];
  return [
    ...(all.some(({ isDefault }) => isDefault) ? ["the default route goes through it, so the node is cut off"] : []),
    ...(others.length > 0 ? [`it leads to ${listed(others)}`] : []),
  ];
}

function listed(names: readonly string[]): string {
  const text = names.slice(0, shown).join(", ");
  return names.length > shown ? `${text} and ${names.length - shown} more` : text;
}
