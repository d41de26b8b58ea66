import { shellWord } from "../../cdi/shell-word.ts";
import { grouped } from "../../host/grouped.ts";
import type { Container } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { type UsedNode, usedNodes } from "../kinds/used-nodes.ts";
import { devicesOf } from "../owners.ts";
import { containerDomains } from "./container-domains.ts";
import { hostNodeProblems } from "./host-node-problems.ts";
import { mountLabel, processLabel } from "./label-of-container.ts";
import { nodeOrigin } from "./node-origin.ts";
import { selinuxOn } from "./selinux-state.ts";

/** Whether SELinux lets the container's program use its device nodes, which is up to the label of the node that it sees. */
export const selinuxDevices: Check = {
  name: "selinux-devices",
  run: (subject) => {
    const { container, host } = subject;
    const type = container && processLabel(container)?.type;
    if (!container || type === undefined || selinuxOn(host).state !== "enforcing") return [];
    const nodes = usedNodes(subject);
    const domain = containerDomains.get(type);
    if (!domain) return unknownDomain(type, nodes);
    if (domain.hostNodes === "use") return [];
    const origins = grouped(nodes, (node) => nodeOrigin(node, container, subject));
    return [
      ...madeInside(type, origins.get("inside") ?? [], container),
      ...madeOutside(type, origins.get("outside") ?? []),
      ...hostNodeProblems({ type, domain }, origins.get("host") ?? [], host),
    ];
  },
};

function unknownDomain(type: string, nodes: readonly UsedNode[]): Problem[] {
  const why = "the usual policy for containers has no such type";
  return cannotTell(type, nodes, why, `Run sesearch -A -s ${shellWord(type)} -c chr_file to see what it may use`);
}

/** What a runtime makes gets the label of the mount that it is made on. */
function madeInside(type: string, nodes: readonly UsedNode[], container: Container): Problem[] {
  const label = mountLabel(container);
  if (nodes.length === 0 || label?.type === "container_file_t") return [];
  const fix = "Set linux.mountLabel to system_u:object_r:container_file_t with the level of process.selinuxLabel";
  if (label?.type !== "container_ro_file_t") {
    const why = `the runtime makes them, ${label ? `of the type ${label.type}` : "and linux.mountLabel is not set"}`;
    return cannotTell(type, nodes, why, fix);
  }
  const message = `SELinux keeps ${type} from ${pathsOf(nodes)}: the runtime makes them of the type that linux.mountLabel has, ${label.type}, of which there are only files to read, so opening fails with EACCES (permission denied)`;
  return [problem("selinux-denies", message, { devices: devicesOf(nodes), fix })];
}

function madeOutside(type: string, nodes: readonly UsedNode[]): Problem[] {
  const paths = [...new Set(nodes.map(({ path }) => path))].slice(0, 3).map(shellWord).join(" ");
  const why = "in a user namespace, crun makes them outside of the container";
  return cannotTell(type, nodes, why, `Look at their labels in a container with ls -Z ${paths}`);
}

function cannotTell(type: string, nodes: readonly UsedNode[], why: string, fix: string): Problem[] {
  if (nodes.length === 0) return [];
  const message = `Cannot tell whether SELinux lets ${type} use ${pathsOf(nodes)}: ${why}`;
  return [problem("unknown", message, { devices: devicesOf(nodes), fix })];
}

function pathsOf(nodes: readonly UsedNode[]): string {
  return pathsInMessage(nodes.map(({ path }) => path));
}
