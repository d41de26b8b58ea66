import { quote } from "../../cdi/quote.ts";
import { grouped } from "../../host/grouped.ts";
import { type Problem, problem } from "../../problems.ts";
import { namesInMessage, pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { devicesOf, ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { cniNetworks } from "./cni-networks.ts";
import { interfaceNameFault } from "./interface-name-fault.ts";
import { type MovedInterface, movedInterfaces } from "./moved-interfaces.ts";
import { networkNamespace } from "./network-namespace.ts";

/** Whether the interfaces can have the names that they are to have in the container. */
export const interfaceNames: Check = {
  name: "interface-names",
  run: (subject) => {
    const moved = movedInterfaces(subject);
    return [...moved.flatMap((each) => nameProblems(each, subject)), ...clashes(moved), ...disagreements(subject)];
  },
};

function nameProblems(moved: MovedInterface, subject: Subject): Problem[] {
  const { host, name, writtenIn } = moved;
  const faults = [...new Set([host, name])].flatMap((each): Problem[] => {
    const fault = interfaceNameFault(each);
    if (fault === undefined) return [];
    const message = `No network interface can be called ${quote(each)}: ${fault}`;
    const fix = `Write a name of 1 to 15 bytes without space, slash and colon in ${writtenIn}`;
    return [problem("net-device-name-invalid", message, { ...ownersOf(moved), fix })];
  });
  if (name === "lo") return [...faults, taken([moved], "each network namespace has its own lo")];
  if (name === "eth0" && hasCniInterface(subject)) return [...faults, taken0(moved)];
  return faults;
}

/** What CNI calls the first interface of a container. It is there before the runtime moves others. */
function hasCniInterface({ container, host }: Subject): boolean {
  if (container) return (networkNamespace(container)?.path ?? "") !== "";
  return cniNetworks(host).networks.length > 0;
}

function taken0(moved: MovedInterface): Problem {
  const message = `The network interface ${pathInMessage(moved.host)} may not be called eth0 in the container: CNI gives that name to the container's first interface, and the move then fails with "file exists"`;
  const fix = `Write another name in ${moved.writtenIn}, such as net1`;
  return problem("net-device-name-doubtful", message, { ...ownersOf(moved), fix });
}

/** A name with a `%` is a pattern, which the kernel fills in with a number. */
function clashes(moved: readonly MovedInterface[]): Problem[] {
  const byName = grouped(
    moved.filter(({ name }) => name !== "lo" && !name.includes("%")),
    ({ name }) => name,
  );
  return [...byName].flatMap(([name, those]) => {
    if (those.length < 2) return [];
    const hosts = namesInMessage(those.map(({ host }) => pathInMessage(host)));
    return [taken(those, `${hosts} are all to have that name`, name)];
  });
}

function taken(those: readonly MovedInterface[], why: string, name = "lo"): Problem {
  const [first] = those;
  const message = `No further network interface can be called ${pathInMessage(name)} in the container: ${why}, so the move fails with "file exists"`;
  const fix = `Write a name that is free in ${first?.writtenIn ?? "the OCI spec"}`;
  return problem("net-device-name-taken", message, { ...ownersOf(...those), fix });
}

/** An interface is listed once, by its name on the host, so the last device has its way. */
function disagreements({ edits }: Subject): Problem[] {
  const byHost = grouped(edits.netDevices, ({ edit }) => edit.hostInterfaceName);
  return [...byHost].flatMap(([host, those]) => {
    const names = [...new Set(those.map(({ edit }) => edit.name))];
    if (names.length < 2) return [];
    const shown = pathInMessage(host);
    const message = `The network interface ${shown} is to have several names in the container: ${namesInMessage(names.map(pathInMessage))}; it gets the last one`;
    const devices = devicesOf(those);
    return [problem("net-device-name-doubtful", message, { devices, fix: `Ask for one of the devices alone` })];
  });
}
