import { basename } from "node:path";
import { shellWord } from "../../cdi/shell-word.ts";
import { sysfsText } from "../../host/sysfs-value.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { type UsedNode, usedNodes } from "../kinds/used-nodes.ts";
import type { Subject } from "../subject.ts";
import { hostInterface } from "./host-interface.ts";
import { movedInterfaces } from "./moved-interfaces.ts";
import { networkNamespace } from "./network-namespace.ts";
import { rdmaInterfaces } from "./rdma-interfaces.ts";
import { type RdmaMode, rdmaMode } from "./rdma-mode.ts";

/** Whether a container with a network namespace of its own can use the RDMA devices that it gets. */
export const rdmaNamespaces: Check = {
  name: "rdma-namespaces",
  run: (subject) => {
    const { container, host } = subject;
    if (!container || !networkNamespace(container)) return [];
    const verbs = usedNodes(subject).filter(({ hostPath }) => /^\/dev\/infiniband\/uverbs\d+$/.test(hostPath));
    if (verbs.length === 0) return [];
    return verbs.flatMap((node) => says[rdmaMode(host)](node, subject));
  },
};

type Says = (node: UsedNode, subject: Subject) => Problem[];

const says: Readonly<Record<RdmaMode, Says>> = {
  exclusive: notMoved,
  shared: apart,
  unseen: ({ path, devices }, subject) => {
    if (movedInterfaces(subject).length === 0) return [];
    const message = `Cannot tell whether the container may open ${pathInMessage(path)}: /sys/module/ib_core/parameters/netns_mode, which says whether RDMA devices belong to one network namespace each, cannot be read`;
    return [problem("unknown", message, { devices, fix: "Run rdma system show on the host" })];
  },
};

/** The RDMA device of a node, as far as the network namespace of the host has it. */
function deviceOf({ hostPath }: UsedNode, { host }: Subject): string | undefined {
  return sysfsText(host, `/sys/class/infiniband_verbs/${basename(hostPath)}/ibdev`);
}

/** The kernel compares the namespaces in `ib_uverbs_open`. A `netDevices` entry moves the network interface alone. */
function notMoved(node: UsedNode, subject: Subject): Problem[] {
  const shown = pathInMessage(node.path);
  const { devices } = node;
  const device = deviceOf(node, subject);
  if (device === undefined) {
    const message = `Cannot tell whether the container may open ${shown}: RDMA devices belong to one network namespace each (netns_mode N), and this one is not in the host's`;
    return [problem("unknown", message, { devices, fix: "Run rdma dev show in the container's network namespace" })];
  }
  const message = `The container cannot open ${shown}, which fails with EPERM (operation not permitted): the RDMA device ${pathInMessage(device)} is in the network namespace of the host, and belongs to that alone (netns_mode N)`;
  const fix = `Run rdma dev set ${shellWord(device)} netns NAME for the container's namespace before it starts, as the CNI plugin rdma does, or rdma system set netns shared while there is no other namespace`;
  return [problem("rdma-not-moved", message, { devices, fix })];
}

/** With a path, the namespace has what somebody put there before; without one, it is empty until something is moved. */
function apart(node: UsedNode, subject: Subject): Problem[] {
  const { host, container } = subject;
  const device = deviceOf(node, subject);
  const given = container && networkNamespace(container)?.path;
  if (device === undefined || (given ?? "") !== "") return [];
  const names = rdmaInterfaces(host, device);
  const moved = new Set(
    movedInterfaces(subject).map((each) => {
      const found = hostInterface(host, each.host);
      return typeof found === "string" ? each.host : found.name;
    }),
  );
  if (names.length === 0 || names.some((name) => moved.has(name))) return [];
  const list = names.map(pathInMessage).join(" and ");
  const message = `Programs that find RDMA peers by address may not find ${pathInMessage(device)} in the container: its network interface ${list} stays on the host, and the container gets a network namespace of its own`;
  const fix = `Add ${list} to netDevices of the device, give the container a macvlan of it, or the host's network`;
  return [problem("rdma-interface-apart", message, { devices: node.devices, fix })];
}
