import type { DeviceNode } from "../../cdi/spec.ts";
import type { HostTree } from "../../host/host-tree.ts";
import { isSet } from "./option-values.ts";
import type { Site } from "./site.ts";

/** Without `m`: what a container could make are the nodes of devices that it was not given. */
const permissions = "rw";

type FoundNode = Exclude<ReturnType<HostTree["deviceNode"]>, { readonly missing: string }>;

/** The entry of a node of the machine, or why there is none. */
export function nvidiaNode(site: Site, path: string): { readonly node: DeviceNode } | { readonly missing: string } {
  const found = site.devices.tree.deviceNode(path);
  if ("missing" in found) return { missing: `${site.devices.prefix}${path}: ${found.missing}` };
  if (found.type !== "c") return { missing: `${site.devices.prefix}${path}: not a character device` };
  const hostPath = `${site.devices.prefix}${path}`;
  return {
    node: { path, ...(hostPath !== path && { hostPath }), ...recorded(site, found), permissions },
  };
}

/** Numbers only on request: some of the driver's major numbers change when it is loaded again. */
function recorded({ options }: Site, { type, major, minor, fileMode }: FoundNode): Partial<DeviceNode> {
  return isSet(options, "record-majors") ? { type, major, minor, fileMode } : {};
}
