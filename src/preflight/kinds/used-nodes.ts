import type { DeviceNode, Mount } from "../../cdi/spec.ts";
import { grouped } from "../../host/grouped.ts";
import { oncePer } from "../once-per.ts";
import { devicesOf } from "../owners.ts";
import type { Owned, Subject } from "../subject.ts";
import { type DeviceKind, kindOf } from "./device-kind.ts";

/** A device node that devices bring into a container, or a directory of such nodes. */
export interface UsedNode {
  /** In the container. */
  readonly path: string;
  readonly hostPath: string;
  /** Undefined where it is not known what it is for. */
  readonly kind: DeviceKind | undefined;
  /** Whether it is the node of the host that is mounted, and not one that the runtime makes. */
  readonly isMount: boolean;
  /** Letters of `rwm`, as the device asks for them. */
  readonly permissions: string;
  readonly devices: readonly string[];
}

/** What devices of one kind bring. */
export interface UsedKind {
  readonly kind: DeviceKind | undefined;
  readonly nodes: readonly UsedNode[];
  readonly devices: readonly string[];
}

/** All nodes that a subject's devices bring, by `deviceNodes` as well as by `mounts`. */
export const usedNodes = oncePer((subject: Subject): readonly UsedNode[] => [
  ...subject.edits.deviceNodes.map((owned) => nodeOf(owned, subject)),
  ...subject.edits.mounts.flatMap((owned) => mountedNode(owned, subject)),
]);

export const usedKinds = oncePer((subject: Subject): readonly UsedKind[] =>
  Array.from(
    grouped(usedNodes(subject), ({ kind }) => kind),
    ([kind, nodes]) => {
      return { kind, nodes, devices: devicesOf(nodes) };
    },
  ),
);

function nodeOf({ edit, devices }: Owned<DeviceNode>, subject: Subject): UsedNode {
  const { path, major = 0, minor = 0 } = edit;
  const hostPath = edit.hostPath || path;
  const permissions = edit.permissions || "rwm";
  const number = major === 0 ? undefined : { type: edit.type || "c", major, minor };
  const kind = kindOf(hostPath, number) ?? (number ? undefined : kindOnHost(hostPath, subject));
  return { path, hostPath, kind, isMount: false, permissions, devices };
}

function mountedNode({ edit, devices }: Owned<Mount>, subject: Subject): UsedNode[] {
  const { containerPath: path, hostPath } = edit;
  if (!hostPath.startsWith("/dev/")) return [];
  const kind = kindOf(hostPath) ?? kindOnHost(hostPath, subject);
  if (kind === undefined && "missing" in subject.host.deviceNode(hostPath)) return [];
  return [{ path, hostPath, kind, isMount: true, permissions: "rw", devices }];
}

function kindOnHost(hostPath: string, { host }: Subject): DeviceKind | undefined {
  const found = host.deviceNode(hostPath);
  return "missing" in found ? undefined : kindOf(hostPath, found);
}
