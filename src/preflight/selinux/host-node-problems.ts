import { shellWord } from "../../cdi/shell-word.ts";
import { grouped } from "../../host/grouped.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import type { UsedNode } from "../kinds/used-nodes.ts";
import { devicesOf } from "../owners.ts";
import type { ContainerDomain } from "./container-domains.ts";
import { deviceBooleans } from "./device-booleans.ts";
import { mappedTypes, nodeType } from "./node-types.ts";
import { selinuxOn } from "./selinux-state.ts";

interface Program {
  /** That of its label. */
  readonly type: string;
  readonly domain: ContainerDomain;
}

/** What keeps a confined program from nodes that have the labels of the host, or may do so. */
export function hostNodeProblems(program: Program, nodes: readonly UsedNode[], host: HostTree): Problem[] {
  const alike = grouped(nodes, ({ hostPath }) => `${nodeType(hostPath) ?? ""} ${isBlock(hostPath, host)}`);
  return [...alike.values()].flatMap((those) => problemsOfType(program, those, host));
}

function isBlock(hostPath: string, host: HostTree): boolean {
  const found = host.deviceNode(hostPath);
  return "missing" in found ? nodeType(hostPath) === "fixed_disk_device_t" : found.type === "b";
}

/** All of the nodes have the same type, or one that is not known. */
function problemsOfType({ type, domain }: Program, nodes: readonly UsedNode[], host: HostTree): Problem[] {
  const hostPath = nodes[0]?.hostPath ?? "";
  const label = nodeType(hostPath);
  const isDisk = isBlock(hostPath, host);
  const opens = domain.hostNodes === "open" && !isDisk;
  if (label === undefined ? opens : domain.types.has(label) || (opens && !mappedTypes.has(label))) return [];
  const { boolean } = selinuxOn(host);
  const booleans = deviceBooleans(label, type);
  if (booleans.some((name) => boolean(name) === true)) return [];
  const off = booleans.filter((name) => boolean(name) === false);
  const paths = pathsInMessage(nodes.map((node) => node.hostPath));
  const devices = devicesOf(nodes);
  const seen = `${paths}, which the container sees as on the host`;
  const [narrowest] = off;
  if (label === undefined || narrowest === undefined) {
    const [why, fix] =
      label === undefined
        ? ["its label on the host decides", `Look with ls -Z ${firstPaths(nodes)}`]
        : ["the booleans of its policy cannot be read", "Run where the host's /sys/fs/selinux is mounted"];
    return [problem("unknown", `Cannot tell whether SELinux lets ${type} use ${seen}: ${why}`, { devices, fix })];
  }
  const [verb, failure] = opens ? ["mapping", "mmap"] : ["using", "opening"];
  const message = `SELinux keeps ${type} from ${verb} ${seen}, by the usual policy as ${label}: ${off.join(" and ")} ${off.length > 1 ? "are" : "is"} off, so ${failure} fails with EACCES (permission denied)`;
  return [problem("selinux-denies", message, { devices, fix: fixBy(narrowest, !isDisk && !mappedTypes.has(label)) })];
}

/** The domain for devices may neither map memory nor use disks. */
function fixBy(boolean: string, isForDomain: boolean): string {
  const other = ", or run the container with --security-opt=label=type:container_device_t";
  return `Run setsebool -P ${boolean} on${isForDomain ? other : ""}`;
}

function firstPaths(nodes: readonly UsedNode[]): string {
  return [...new Set(nodes.map(({ hostPath }) => hostPath))].slice(0, 3).map(shellWord).join(" ");
}
