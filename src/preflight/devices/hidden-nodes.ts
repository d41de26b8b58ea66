import type { DeviceNode } from "../../cdi/spec.ts";
import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { hasUserNamespace } from "../limits/user-namespace.ts";
import { pathFromBundle } from "../mounts/bundle-path.ts";
import { placesIn } from "../mounts/container-paths.ts";
import { isBind, type PlannedMount } from "../mounts/planned-mounts.ts";
import type { Owned, Subject } from "../subject.ts";
import { madeNodes } from "./made-nodes.ts";
import { type NodePlace, nodePlaces } from "./node-mounts.ts";

/** Whether a container sees the nodes of its devices, and not something else at their paths. */
export const hiddenNodes: Check = {
  name: "hidden-nodes",
  run: (subject) => {
    const { container, edits } = subject;
    if (!container) return [];
    const look = nodePlaces(subject);
    const masked = new Set(container.linux.maskedPaths.map((path) => placesIn(subject)(path).path));
    const last = new Map(edits.deviceNodes.map((owned) => [owned.edit.path, owned]));
    return edits.deviceNodes.flatMap((owned) => {
      const { edit, devices } = owned;
      const replacing = last.get(edit.path);
      const place = look(edit.path);
      const found =
        (replacing && replacing !== owned && byAnother(edit, replacing)) ||
        (masked.has(place.path) && byMask(edit)) ||
        byMount(edit, place, subject) ||
        byImage(edit, place, subject);
      if (!found) return [];
      const message = `The container does not see the node ${pathInMessage(edit.path)}: ${found.why}`;
      return [problem("node-hidden", message, { devices, fix: found.fix })] satisfies Problem[];
    });
  },
};

interface Hiding {
  readonly why: string;
  readonly fix: string;
}

/** The same node once more does no harm. */
function byAnother(node: DeviceNode, { edit: by, devices }: Owned<DeviceNode>): Hiding | undefined {
  const [same, other] = [node, by].map(({ path, hostPath, type, major, minor }) =>
    JSON.stringify([hostPath || path, type, major, minor]),
  );
  if (same === other) return undefined;
  const [name = "another device"] = devices;
  const source = pathInMessage(by.hostPath || by.path);
  return {
    why: `${name} puts ${source} of the host at the same path, and takes its place`,
    fix: "Give one of the two another path in its spec, or leave one of the devices out",
  };
}

function byMask({ path }: DeviceNode): Hiding {
  return {
    why: "linux.maskedPaths of the OCI spec puts /dev/null or an empty directory over it",
    fix: `Take ${pathInMessage(path)} out of linux.maskedPaths`,
  };
}

function byMount(node: DeviceNode, { path, mount: layer }: NodePlace, subject: Subject): Hiding | undefined {
  if (!layer) return undefined;
  const { mount } = layer;
  const isOver = layer.path === path;
  const isDev = layer.path === "/dev" && isBind(mount);
  if ((!isOver && !isDev) || (isOver && subject.container && hasUserNamespace(subject.container))) return undefined;
  if (showsTheNode(node, mount, path.slice(layer.path.length), subject)) return undefined;
  const point = pathInMessage(mount.destination);
  const why = isOver
    ? `the mount at ${point} is made before, and runtimes leave what is there`
    : `${point} is a bind mount, on which runtimes make no nodes`;
  const fix = isOver
    ? `Take the mount at ${point} out of ${mount.writtenIn}`
    : `Mount a tmpfs at ${point}, or bring the node by a mount of its own`;
  return { why, fix };
}

function showsTheNode(node: DeviceNode, mount: PlannedMount, rest: string, subject: Subject): boolean {
  const source = isBind(mount) && mount.source !== undefined ? pathFromBundle(subject, mount.source) : undefined;
  const there = source === undefined ? undefined : subject.host.deviceNode(`${source}${rest}`);
  if (!there || "missing" in there) return false;
  const made = madeNodes(subject).get(node.path);
  return made?.major === there.major && made?.minor === there.minor;
}

/** A file of the image stays, whether it is a node or not. */
function byImage(node: DeviceNode, { path, mount }: NodePlace, subject: Subject): Hiding | undefined {
  if (mount || placesIn(subject)(node.path).found !== "directory") return undefined;
  return {
    why: `the container's file system has a directory at ${pathInMessage(path)}, and runtimes leave it`,
    fix: `Remove ${pathInMessage(path)} from the container's file system, or mount a tmpfs at /dev`,
  };
}
