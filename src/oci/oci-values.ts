import type { DeviceNode, Hook, IntelRdt, Mount } from "../cdi/spec.ts";
import type { JsonValue } from "./json-style.ts";

/** A device node with its type and numbers known, as `linux.devices` has it. */
export interface ResolvedNode {
  readonly type: string;
  readonly major: number;
  readonly minor: number;
  readonly fileMode: number | undefined;
}

/** An entry of `linux.devices`. The owner is the spec's, else the container process's where that is not root. */
export function ociDevice(node: DeviceNode, resolved: ResolvedNode, uid: number, gid: number): JsonValue {
  return {
    path: node.path,
    type: resolved.type,
    major: resolved.major,
    minor: resolved.minor,
    fileMode: resolved.fileMode,
    uid: node.uid ?? (uid > 0 ? uid : undefined),
    gid: node.gid ?? (gid > 0 ? gid : undefined),
  };
}

/** An entry of `linux.resources.devices` that allows a node; undefined where the type has no cgroup rule. */
export function cgroupRule(node: DeviceNode, { type, major, minor }: ResolvedNode): JsonValue | undefined {
  if (type !== "b" && type !== "c") return undefined;
  const access = node.permissions === "none" ? undefined : node.permissions || "rwm";
  return { allow: true, type, major, minor, access };
}

/** An entry of `mounts`. Under a user namespace a bind mount is id-mapped, unless the spec says how. */
export function ociMount(mount: Mount, inUserNamespace: boolean): JsonValue {
  const options = inUserNamespace ? withIdMapping(mount) : (mount.options ?? []);
  return {
    destination: mount.containerPath,
    type: mount.type || undefined,
    source: mount.hostPath,
    options: options.length > 0 ? options : undefined,
  };
}

/** The last of `bind` and `rbind` among the options decides, else the type `bind`. */
function withIdMapping(mount: Mount): readonly string[] {
  const options = mount.options ?? [];
  if (options.includes("idmap") || options.includes("ridmap")) return options;
  const bind = options.findLast((option) => option === "bind" || option === "rbind") ?? mount.type;
  if (bind === "bind") return [...options, "idmap"];
  return options.includes("rbind") ? [...options, "ridmap"] : options;
}

export function ociHook(hook: Hook): JsonValue {
  return { path: hook.path, args: filled(hook.args), env: filled(hook.env), timeout: hook.timeout };
}

export function ociIntelRdt(intelRdt: IntelRdt): JsonValue {
  return {
    closID: intelRdt.closID || undefined,
    schemata: filled(intelRdt.schemata),
    l3CacheSchema: intelRdt.l3CacheSchema || undefined,
    memBwSchema: intelRdt.memBwSchema || undefined,
    enableMonitoring: intelRdt.enableMonitoring || undefined,
  };
}

function filled(list: readonly string[] | undefined): readonly string[] | undefined {
  return list && list.length > 0 ? list : undefined;
}
