import type { DeviceNode, Hook, IntelRdt, Mount } from "../cdi/spec.ts";
import type { JsonValue } from "./json-style.ts";

/** A device node with its type and numbers known, as `linux.devices` has it. */
export interface ResolvedNode {
  readonly type: string;
  readonly major: number;
  readonly minor: number;
  readonly fileMode: number | undefined;
  /** Something of it is from the host, where it may change. */
  readonly fromHost: boolean;
}

/** An entry of `linux.devices`. The owner is the spec's, else the container process's where that is not root. */
export function ociDevice(node: DeviceNode, resolved: ResolvedNode, uid: number, gid: number): JsonValue {
  const changing = resolved.fromHost || uid > 0 || gid > 0;
  return changing
    ? deviceOf(node, resolved, uid, gid)
    : remembered(devices, node, (known) => deviceOf(known, resolved, 0, 0));
}

function deviceOf(node: DeviceNode, resolved: ResolvedNode, uid: number, gid: number): JsonValue {
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
export function cgroupRule(node: DeviceNode, resolved: ResolvedNode): JsonValue | undefined {
  if (resolved.type !== "b" && resolved.type !== "c") return undefined;
  return resolved.fromHost ? ruleOf(node, resolved) : remembered(rules, node, (known) => ruleOf(known, resolved));
}

function ruleOf(node: DeviceNode, { type, major, minor }: ResolvedNode): JsonValue {
  const access = node.permissions === "none" ? undefined : node.permissions || "rwm";
  return { allow: true, type, major, minor, access };
}

/** An entry of `mounts`. Under a user namespace a bind mount is id-mapped, unless the spec says how. */
export function ociMount(mount: Mount, inUserNamespace: boolean): JsonValue {
  return inUserNamespace ? mountWith(mount, withIdMapping(mount)) : remembered(plainMounts, mount, plainMount);
}

function plainMount(mount: Mount): JsonValue {
  return mountWith(mount, mount.options ?? []);
}

function mountWith(mount: Mount, options: readonly string[]): JsonValue {
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
  return remembered(hooks, hook, plainHook);
}

function plainHook(hook: Hook): JsonValue {
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

/** A part of a snapshot becomes the same value each time it is injected, so that its text can be kept as well. */
const devices = new WeakMap<DeviceNode, JsonValue>();
const rules = new WeakMap<DeviceNode, JsonValue>();
const plainMounts = new WeakMap<Mount, JsonValue>();
const hooks = new WeakMap<Hook, JsonValue>();

function remembered<Part extends object>(
  values: WeakMap<Part, JsonValue>,
  part: Part,
  make: (part: Part) => JsonValue,
): JsonValue {
  const known = values.get(part);
  if (known !== undefined) return known;
  const value = make(part);
  values.set(part, value);
  return value;
}
