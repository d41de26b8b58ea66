import { shellWord } from "../../cdi/shell-word.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { hostInterface } from "./host-interface.ts";
import { interfaceNameFault } from "./interface-name-fault.ts";
import { type MovedInterface, movedInterfaces } from "./moved-interfaces.ts";

/** Whether the network namespace of the host has the interfaces that a container is to get. */
export const interfacePresence: Check = {
  name: "interface-presence",
  run: (subject) => movedInterfaces(subject).flatMap((moved) => presenceProblems(moved, subject)),
};

function presenceProblems(moved: MovedInterface, { host, runtime }: Subject): Problem[] {
  const shown = pathInMessage(moved.host);
  if (interfaceNameFault(moved.host) !== undefined) return [];
  const found = hostInterface(host, moved.host);
  if (found === "unseen") {
    const message = `Cannot tell whether the host has the network interface ${shown}: /sys/class/net cannot be read`;
    return [problem("unknown", message, { ...ownersOf(moved), fix: "Run where the host's /sys is mounted" })];
  }
  if (found !== "missing") return [];
  const said =
    ociRuntime(runtime) === "crun"
      ? `crun fails with "netlink error while looking for interface"`
      : `runc fails with "link not found for interface ${shown} on runtime namespace"`;
  const message = `The host has no network interface ${shown} in its own network namespace, so ${said}`;
  const fix = `See with ip link show dev ${shellWord(moved.host)}; if another container has it, stop that one; if it has another name by now, write ${moved.writtenIn} anew`;
  return [problem("net-device-missing", message, { ...ownersOf(moved), fix })];
}
