import type { ContainerEdits, DeviceNode, Hook, Mount, Spec } from "./spec.ts";
import { isLowerVersion, minimumVersion } from "./versions.ts";

/** Which side of the container the rewritten paths are on. */
export type RootSide = "host" | "container";

export interface RootChange {
  readonly from: string;
  readonly to: string;
  readonly relativeTo: RootSide;
}

/**
 * A spec with the root of its host or container paths replaced. A prefix counts at a path component's boundary only:
 * `/driver` does not touch `/driver-backup`. Hooks run on the host, but for `createContainer`, whose arguments are
 * container paths, and `startContainer`, which is in the container altogether. An argument `TARGET::LINK` is two paths.
 * Where the outcome needs a newer cdiVersion, it gets that one.
 */
export function transformRoot(spec: Spec, change: RootChange): Spec {
  const rewrite = rewriter(change.from, change.to);
  const side = sides[change.relativeTo];
  const transformed: Spec = {
    ...spec,
    devices: spec.devices.map((device) => ({
      ...device,
      containerEdits: transformEdits(device.containerEdits, side, rewrite),
    })),
    ...(spec.containerEdits ? { containerEdits: transformEdits(spec.containerEdits, side, rewrite) } : {}),
  };
  const minimum = minimumVersion(transformed);
  return isLowerVersion(transformed.cdiVersion, minimum) ? { ...transformed, cdiVersion: minimum } : transformed;
}

type Rewrite = (path: string) => string;

interface Side {
  readonly node: (node: DeviceNode, rewrite: Rewrite) => DeviceNode;
  readonly mount: (mount: Mount, rewrite: Rewrite) => Mount;
  readonly hasHookPath: (hook: Hook) => boolean;
  readonly hasHookArguments: (hook: Hook) => boolean;
}

const inContainer = (hook: Hook): boolean => hook.hookName === "startContainer";
const argumentsInContainer = (hook: Hook): boolean => inContainer(hook) || hook.hookName === "createContainer";

const sides: Readonly<Record<RootSide, Side>> = {
  host: {
    node: hostNode,
    mount: (mount, rewrite) => ({ ...mount, hostPath: rewrite(mount.hostPath) }),
    hasHookPath: (hook) => !inContainer(hook),
    hasHookArguments: (hook) => !argumentsInContainer(hook),
  },
  container: {
    node: containerNode,
    mount: (mount, rewrite) => ({ ...mount, containerPath: rewrite(mount.containerPath) }),
    hasHookPath: inContainer,
    hasHookArguments: argumentsInContainer,
  },
};

/** A node's host path, its path where it has none; given only where the two differ. */
function hostNode(node: DeviceNode, rewrite: Rewrite): DeviceNode {
  const hostPath = rewrite(node.hostPath || node.path);
  return hostPath === (node.hostPath || node.path) ? node : { ...node, hostPath };
}

/** A node that had no host path of its own stays the same node of the host. */
function containerNode(node: DeviceNode, rewrite: Rewrite): DeviceNode {
  const path = rewrite(node.path);
  return path === node.path ? node : { ...node, path, hostPath: node.hostPath || node.path };
}

function transformEdits(edits: ContainerEdits, side: Side, rewrite: Rewrite): ContainerEdits {
  const { deviceNodes, mounts, hooks } = edits;
  return {
    ...edits,
    ...(deviceNodes ? { deviceNodes: deviceNodes.map((node) => side.node(node, rewrite)) } : {}),
    ...(mounts ? { mounts: mounts.map((mount) => side.mount(mount, rewrite)) } : {}),
    ...(hooks ? { hooks: hooks.map((hook) => transformHook(hook, side, rewrite)) } : {}),
  };
}

function transformHook(hook: Hook, side: Side, rewrite: Rewrite): Hook {
  const path = side.hasHookPath(hook) ? rewrite(hook.path) : hook.path;
  if (!hook.args || !side.hasHookArguments(hook)) return { ...hook, path };
  return { ...hook, path, args: hook.args.map((argument) => argument.split("::").map(rewrite).join("::")) };
}

function rewriter(from: string, to: string): Rewrite {
  const [oldRoot, newRoot] = [withoutTrailingSlash(from), withoutTrailingSlash(to)];
  return (path) => {
    if (path === oldRoot && oldRoot !== "") return newRoot === "" ? "/" : newRoot;
    return path.startsWith(`${oldRoot}/`) ? newRoot + path.slice(oldRoot.length) : path;
  };
}

function withoutTrailingSlash(path: string): string {
  return path.replace(/\/+$/, "");
}
