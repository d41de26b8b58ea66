import { grouped } from "../../host/grouped.ts";
import type { Container } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import type { DeviceKind } from "../kinds/device-kind.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { ownersOfNodes, type UsedNode, usedNodes } from "../kinds/used-nodes.ts";
import { shellWord } from "../shell-word.ts";
import { type ContainerDomain, containerDomains } from "./container-domains.ts";
import { mountLabel, processLabel } from "./label-of-container.ts";
import { type DeviceBoolean, deviceBooleans, nodeTypes } from "./node-types.ts";
import { seesHostNode } from "./sees-host-node.ts";
import { type Selinux, selinuxOn } from "./selinux-state.ts";

/** Whether SELinux lets the container's program use its device nodes, which is up to the label of the node that it sees. */
export const selinuxDevices: Check = {
  name: "selinux-devices",
  run: (subject) => {
    const { container, host } = subject;
    const label = container && processLabel(container);
    const selinux = selinuxOn(host);
    if (!container || !label || selinux.state !== "enforcing") return [];
    const nodes = usedNodes(subject);
    const domain = containerDomains.get(label.type);
    if (!domain) return nodes.length > 0 ? [unknownDomain(label.type, nodes)] : [];
    if (domain.uses === "all") return [];
    const seen = grouped(nodes, (node) => seesHostNode(node, container, subject));
    const ofHost = grouped(seen.get(true) ?? [], ({ kind }) => kind);
    const confinement = { type: label.type, domain, selinux };
    return [
      ...madeProblems(seen.get(false) ?? [], container),
      ...Array.from(ofHost).flatMap(([kind, those]) => hostProblems(kind, those, confinement)),
    ];
  },
};

function unknownDomain(type: string, nodes: readonly UsedNode[]): Problem {
  const paths = pathsInMessage(nodes.map(({ path }) => path));
  const message = `Cannot tell whether SELinux lets ${type} use ${paths}: the usual policy for containers has no such type`;
  const fix = `Run sesearch -A -s ${shellWord(type)} -c chr_file to see what it may use`;
  return problem("unknown", message, { devices: ownersOfNodes(nodes), fix });
}

/** What a runtime makes gets the label of the mount that it is made on. */
function madeProblems(nodes: readonly UsedNode[], container: Container): Problem[] {
  const label = mountLabel(container);
  if (nodes.length === 0 || label?.type === "container_file_t") return [];
  const paths = pathsInMessage(nodes.map(({ path }) => path));
  const fix = "Set linux.mountLabel to system_u:object_r:container_file_t with the level of process.selinuxLabel";
  const devices = ownersOfNodes(nodes);
  if (label?.type === "container_ro_file_t") {
    const message = `SELinux lets nobody write to ${paths}: linux.mountLabel gives them the type ${label.type}, so opening them fails with EACCES (permission denied)`;
    return [problem("selinux-denies", message, { devices, fix })];
  }
  const why = label ? `of the type ${label.type}` : "and linux.mountLabel is not set";
  const message = `Cannot tell whether SELinux lets the container use ${paths}: the runtime makes them, ${why}`;
  return [problem("unknown", message, { devices, fix })];
}

interface Confinement {
  readonly type: string;
  readonly domain: ContainerDomain;
  readonly selinux: Selinux;
}

function hostProblems(kind: DeviceKind | undefined, nodes: readonly UsedNode[], confinement: Confinement): Problem[] {
  const { type, domain, selinux } = confinement;
  if (kind !== undefined && domain.kinds.has(kind)) return [];
  if (domain.uses === "no disks" && kind !== "disk") return [];
  const booleans = deviceBooleans.filter((each) => opens(each, kind, type));
  if (booleans.some(({ name }) => selinux.boolean(name) === true)) return [];
  const nodeType = kind && nodeTypes[kind];
  const paths = pathsInMessage(nodes.map(({ hostPath }) => hostPath));
  const devices = ownersOfNodes(nodes);
  const labels = `ls -Z ${nodes
    .slice(0, 3)
    .map(({ hostPath }) => shellWord(hostPath))
    .join(" ")}`;
  if (nodeType === undefined || booleans.every(({ name }) => selinux.boolean(name) === undefined)) {
    const why = nodeType === undefined ? "its label on the host decides" : "the booleans of its policy cannot be read";
    const message = `Cannot tell whether SELinux lets ${type} use ${paths}, which the container sees as on the host: ${why}`;
    const fix =
      nodeType === undefined ? `Look with ${labels}` : "Run as root where the host's /sys/fs/selinux is mounted";
    return [problem("unknown", message, { devices, fix })];
  }
  const names = booleans.map(({ name }) => name).join(" and ");
  const message = `SELinux keeps ${type} from ${paths}, which the container sees as on the host, by the usual policy as ${nodeType}: ${names} ${booleans.length > 1 ? "are" : "is"} off, so opening fails with EACCES (permission denied)`;
  return [problem("selinux-denies", message, { devices, fix: `Run setsebool -P ${booleans[0]?.name ?? ""} on` })];
}

function opens({ kinds, domain }: DeviceBoolean, kind: DeviceKind | undefined, type: string): boolean {
  const fits = kinds === undefined || (kind !== undefined && kinds.includes(kind));
  return fits && (domain === undefined || domain === type);
}
