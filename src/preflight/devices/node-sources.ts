import type { DeviceNode } from "../../cdi/spec.ts";
import { problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { hasUserNamespace } from "../limits/user-namespace.ts";
import type { Owned, Subject } from "../subject.ts";

/**
 * Whether a container in a user namespace gets the nodes that its devices mean. runc mounts those of the host there, for
 * which it knows no path but the one in the container: the OCI spec has no other. crun does so for ordinary users.
 */
export const nodeSources: Check = {
  name: "node-sources",
  run: (subject) => {
    const { container, edits, runtime } = subject;
    if (!container || !hasUserNamespace(container) || runtime?.name === "crun") return [];
    return edits.deviceNodes.flatMap((owned) => lost(owned, subject));
  },
};

function lost({ edit, devices }: Owned<DeviceNode>, { host }: Subject) {
  const { path, hostPath } = edit;
  if (!hostPath || hostPath === path) return [];
  const meant = host.deviceNode(hostPath);
  const taken = host.deviceNode(path);
  if ("missing" in meant) return [];
  if (!("missing" in taken) && taken.major === meant.major && taken.minor === meant.minor) return [];
  const state = "missing" in taken ? "the host does not have" : "is another device on the host";
  const own = pathInMessage(path);
  const message = `In a user namespace, runc takes the node from the path that it has in the container: ${own}, which ${state}, instead of ${pathInMessage(hostPath)}`;
  const fix = `Bring it by mounts in its spec, with hostPath ${pathInMessage(hostPath)}, containerPath ${own} and options ["bind","nosuid","noexec"], and add a rule for it to linux.resources.devices`;
  return [problem("node-source-lost", message, { devices, fix })];
}
