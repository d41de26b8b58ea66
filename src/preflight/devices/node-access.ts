import { shellWord } from "../../cdi/shell-word.ts";
import { grouped } from "../../host/grouped.ts";
import type { Container } from "../../oci/container.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { pathsInMessage } from "../kinds/paths-in-message.ts";
import { type UsedNode, usedNodes } from "../kinds/used-nodes.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { devicesOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { containerUser } from "./container-user.ts";
import { openingRights, type Rights, rightsInMessage } from "./device-rights.ts";
import { mayOpen, modeGives, type NodeUser, wantedAccess } from "./file-access.ts";
import { type SeenNode, seenNodes } from "./seen-owner.ts";

/** Whether the mode and the owner of its nodes let the container's program open them. */
export const nodeAccess: Check = {
  name: "node-access",
  run: (subject) => {
    const { container } = subject;
    if (!container) return [];
    const user = containerUser(container);
    const denied = usedNodes(subject).flatMap((node) => deniedNodes(node, user, container, subject));
    const alike = grouped(denied, ({ rights, seen: { owner } }) => JSON.stringify([rights, owner]));
    return [...unseenProblems(subject), ...[...alike.values()].flatMap((those) => denial(those, user, subject))];
  },
};

interface DeniedNode {
  readonly seen: SeenNode;
  readonly rights: Rights;
  readonly devices: readonly string[];
}

function deniedNodes(node: UsedNode, user: NodeUser, container: Container, subject: Subject): DeniedNode[] {
  const rights = openingRights(node.permissions);
  if (rights === 0) return [];
  return seenNodes(node, container, subject)
    .filter(({ owner }) => !mayOpen(owner, user, wantedAccess(rights)))
    .map((seen) => ({ seen, rights, devices: node.devices }));
}

/** Of nodes that are not mounted, another check tells. */
function unseenProblems(subject: Subject): Problem[] {
  return usedNodes(subject).flatMap(({ hostPath, isMount, devices }) => {
    if (!isMount || !("unseen" in subject.host.deviceNode(hostPath))) return [];
    const message = `Cannot look at the mode and the owner of the node ${pathInMessage(hostPath)}: permission denied`;
    return [problem("unknown", message, { devices, fix: "run it as root" })];
  });
}

/** crun gives the program the groups of whoever started it, which nobody can know before. */
function keepsGroups({ container, runtime }: Subject): boolean {
  return ociRuntime(runtime) === "crun" && container?.annotations.has("run.oci.keep_original_groups") === true;
}

function denial(nodes: readonly DeniedNode[], user: NodeUser, subject: Subject): Problem[] {
  const [first] = nodes;
  if (!first) return [];
  const { rights, seen } = first;
  const { owner } = seen;
  const devices = devicesOf(nodes);
  const groupMay = modeGives(owner.mode, "group", wantedAccess(rights));
  const paths = pathsInMessage(nodes.map((node) => node.seen.path));
  if (groupMay && keepsGroups(subject)) {
    const message = `Cannot tell whether the container may open ${paths}: it keeps the groups of who starts it, and that takes group ${owner.hostGid}`;
    return [problem("unknown", message, { devices, fix: "Start it as a member of that group" })];
  }
  const who = `uid ${user.uid}, gids ${gidsInMessage(user.gids)}`;
  const of = `mode ${owner.mode.toString(8).padStart(4, "0")}, owner ${owner.uid ?? nobody}:${owner.gid ?? nobody}`;
  const how = `opening for ${rightsInMessage(rights)} fails with EACCES (permission denied)`;
  const hint = owner.ofHost ? ", unless an access control list on the host gives more" : "";
  const message = `The container's program (${who}) may not open ${paths} (${of}): ${how}${hint}`;
  const code = owner.ofHost ? "node-access-doubtful" : "node-access-denied";
  return [problem(code, message, { devices, fix: fixFor(seen, groupMay) })];
}

/** As which ids show that a user namespace does not map. */
const nobody = 65_534;
const shownGids = 5;

function gidsInMessage(gids: ReadonlySet<number>): string {
  const list = [...gids];
  return list.length > shownGids ? `${list.slice(0, shownGids).join(", ")} …` : list.join(", ");
}

function fixFor({ hostPath, path, owner: { ofHost, gid, hostGid } }: SeenNode, groupMay: boolean): string {
  if (groupMay && gid === undefined) {
    return `Map group ${hostGid} of the host in linux.gidMappings and add it to process.user.additionalGids; for podman with crun: --group-add keep-groups, started by a member of that group`;
  }
  if (groupMay && gid !== 0) {
    return `Add ${gid} to additionalGids in the spec, or to process.user.additionalGids (--group-add ${gid})`;
  }
  if (ofHost) {
    return `Give it a group and a mode of 0660 by a udev rule; look at its access with getfacl -n -p ${shellWord(hostPath)}`;
  }
  return `Give the node ${pathInMessage(path)} of the spec a gid and the fileMode 0660 (432), and that gid in additionalGids`;
}
