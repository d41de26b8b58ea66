import { shellWord } from "../../cdi/shell-word.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { sysfsHex, sysfsText } from "../../host/sysfs-value.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import { type HostInterface, hostInterface } from "./host-interface.ts";
import { type MovedInterface, movedInterfaces } from "./moved-interfaces.ts";

/** Whether the interfaces that a container is to get have a link. */
export const interfaceState: Check = {
  name: "interface-state",
  run: (subject) =>
    movedInterfaces(subject).flatMap((moved) => {
      const found = hostInterface(subject.host, moved.host);
      return typeof found === "string" ? [] : stateProblems(moved, found, subject.host);
    }),
};

/** IFF_UP: somebody has set it up. */
const up = 1;

/** States of RFC 2863 in which nothing gets through; a driver that does not know says `unknown`. */
const downStates: ReadonlySet<string> = new Set(["down", "lowerlayerdown", "notpresent", "dormant", "testing"]);

function stateProblems(moved: MovedInterface, { name, path }: HostInterface, host: HostTree): Problem[] {
  const flags = sysfsHex(host, `${path}/flags`);
  const state = sysfsText(host, `${path}/operstate`);
  const shown = pathInMessage(name);
  if (flags === undefined) {
    const message = `Cannot tell whether the network interface ${shown} is up: ${pathInMessage(path)}/flags cannot be read`;
    return [problem("unknown", message, { ...ownersOf(moved), fix: "Run where the host's /sys is mounted" })];
  }
  if ((Number.parseInt(flags, 16) & up) === 0) {
    const message = `The network interface ${shown} is down on the host (flags 0x${flags}): the runtime sets it up in the container, but nobody can see now whether it has a link`;
    const fix = `Run ip link set dev ${shellWord(name)} up, and see with ip link show dev ${shellWord(name)}`;
    return [problem("net-device-down", message, { ...ownersOf(moved), fix })];
  }
  if (state === undefined || !downStates.has(state)) return [];
  const message = `The network interface ${shown} is set up on the host and has no link (operstate ${state}): nothing gets through it in the container either`;
  const fix = `Connect its cable, or mend its other end, until ip link show dev ${shellWord(name)} says state UP`;
  return [problem("net-device-down", message, { ...ownersOf(moved), fix })];
}
