import type { DeviceNode } from "../../../cdi/spec.ts";
import type { HostNode } from "../../../host/host-node.ts";
import { groupWithAccess } from "../../nodes/group-access.ts";
import { isSet } from "../../option-values.ts";
import { hasFeature } from "../has-feature.ts";
import type { Site } from "../site.ts";

/** Without `m`: what a container could make are the nodes of devices that it was not given. */
const permissions = "rw";

export interface MissingNode {
  readonly missing: string;
  /** There is a node, but of another device. */
  readonly isStale?: true;
}

/** The entry of a node of the machine, or why there is none. */
export function nvidiaNode(site: Site, path: string): { readonly node: DeviceNode } | MissingNode {
  const hostPath = `${site.devices.prefix}${path}`;
  const found = site.devices.tree.deviceNode(path);
  if ("missing" in found) return { missing: `${hostPath}: ${found.missing}` };
  if (found.type !== "c") return { missing: `${hostPath}: not a character device` };
  const stale = staleness(site, path, found);
  if (stale !== undefined) return { missing: `${hostPath}: ${stale}`, isStale: true };
  const group = hasFeature(site.options, "no-additional-gids-for-device-nodes") ? undefined : groupWithAccess(found);
  return {
    node: {
      path,
      ...(hostPath !== path && { hostPath }),
      ...recorded(site, found),
      permissions,
      ...(group !== undefined && { gid: group }),
    },
  };
}

/** A node that was made for a driver of before leads to another device, or to none. */
function staleness({ numbers }: Site, path: string, { major, minor }: HostNode): string | undefined {
  const { major: dueMajor = major, minor: dueMinor = minor } = numbers(path);
  if (dueMajor === major && dueMinor === minor) return undefined;
  return `the node of device ${major}:${minor}, where the driver has ${dueMajor}:${dueMinor}`;
}

/** Numbers only on request: some of the driver's major numbers change when it is loaded again. */
function recorded({ options }: Site, { type, major, minor, fileMode }: HostNode): Partial<DeviceNode> {
  return isSet(options, "record-majors") ? { type, major, minor, fileMode } : {};
}
