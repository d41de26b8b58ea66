import type { HostTree } from "../../host/host-tree.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { type HostInterface, hostInterface } from "./host-interface.ts";
import { type MovedInterface, movedInterfaces } from "./moved-interfaces.ts";

/** Whether the kernel lets the interfaces go: some belong to their network namespace for good. */
export const fixedInterfaces: Check = {
  name: "fixed-interfaces",
  run: (subject) => movedInterfaces(subject).flatMap((moved) => fixedProblems(moved, subject)),
};

interface Row {
  readonly what: string;
  readonly isOne: (found: HostInterface, host: HostTree) => boolean;
  readonly instead: string;
}

/** Of Linux's ARPHRD_LOOPBACK. */
const loopback = "772";

/** Kinds whose drivers set NETIF_F_NETNS_LOCAL, as far as sysfs tells them. */
const rows: readonly Row[] = [
  {
    what: "the loopback interface",
    isOne: ({ path }, host) => sysfsText(host, `${path}/type`) === loopback,
    instead: "Take it out of WHERE: each container has a loopback interface of its own",
  },
  {
    what: "a bridge",
    isOne: ({ entries }) => entries.has("bridge"),
    instead: "Put a veth pair on the bridge and name its other end in WHERE",
  },
  {
    what: "a bond",
    isOne: ({ entries }) => entries.has("bonding"),
    instead: "Make a macvlan or VLAN on the bond and name that in WHERE",
  },
  {
    what: "a wireless interface, which moves with its radio alone",
    isOne: ({ entries }) => entries.has("phy80211"),
    instead: "Move the radio with iw phy, and take the interface out of WHERE",
  },
];

function fixedProblems(moved: MovedInterface, { host, runtime }: Subject): Problem[] {
  const found = hostInterface(host, moved.host);
  const row = typeof found === "string" ? undefined : rows.find(({ isOne }) => isOne(found, host));
  if (!row) return [];
  const said = `${ociRuntime(runtime)} fails with "invalid argument"`;
  const message = `Cannot move the network interface ${pathInMessage(moved.host)} into a container: it is ${row.what}, which the kernel leaves in its network namespace, so ${said}`;
  return [
    problem("net-device-fixed", message, { ...ownersOf(moved), fix: row.instead.replace("WHERE", moved.writtenIn) }),
  ];
}
