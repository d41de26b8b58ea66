import { hookNames, isHookName } from "../hook-names.ts";
import { isClassName, isDeviceName, isVendorName, splitKind } from "../names.ts";
import { quote } from "../quote.ts";
import type { ContainerEdits, Device, DeviceNode, Hook, IntelRdt, Mount, Spec } from "../spec.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { isReleasedVersion, minimumVersion, needsNewerVersion, usableVersions } from "../versions.ts";
import { type Flaw, flaw } from "./flaw.ts";
import type { RuleTable } from "./walk.ts";

const deviceTypes: readonly string[] = ["", "b", "c", "u", "p"];

/** A Linux file name is shorter than this; closID becomes one under /sys/fs/resctrl. */
const closIdLimit = 4096;

/** What the reference refuses a spec for, CDI 1.1.0. A spec without a flaw here is one that every Go runtime loads. */
export const referenceRules: RuleTable = {
  spec: [releasedVersion, sufficientVersion, validKind, someDevices, distinctDevices],
  device: [validDeviceName, nonEmptyEdits],
  edits: [validEnv, completeNetDevices],
  deviceNode: [nodeHasPath, validNodeType, validNodePermissions],
  hook: [knownHookName, hookHasPath, validHookEnv],
  mount: [completeMount],
  intelRdt: [validClosId],
};

function releasedVersion(spec: Spec): Flaw | undefined {
  if (isReleasedVersion(spec.cdiVersion)) return undefined;
  const message = `Unknown cdiVersion ${quote(spec.cdiVersion)}: it must be one of ${usableVersions.join(", ")}`;
  return flaw("invalid-version", message, "cdiVersion");
}

function sufficientVersion(spec: Spec): Flaw | undefined {
  if (!isReleasedVersion(spec.cdiVersion) || !needsNewerVersion(spec)) return undefined;
  const message = `cdiVersion ${spec.cdiVersion} is too low: the fields in use need ${minimumVersion(spec)}`;
  return flaw("version-too-low", message, "cdiVersion");
}

function validKind(spec: Spec): Flaw | undefined {
  const kind = splitKind(spec.kind);
  if (kind && isVendorName(kind.vendor) && isClassName(kind.class)) return undefined;
  const rule =
    "must be VENDOR/CLASS, each of letters, digits, '_', '-' and '.', starting with a letter and ending with a letter or digit";
  return flaw("invalid-kind", `Invalid kind ${quote(spec.kind)}: it ${rule}`, "kind");
}

function someDevices(spec: Spec): Flaw | undefined {
  return spec.devices.length === 0 ? flaw("no-devices", "The spec defines no devices", "devices") : undefined;
}

function distinctDevices({ devices }: Spec): Flaw | undefined {
  const seen = new Set<string>();
  for (let index = 0; index < devices.length; index++) {
    const name = devices[index]?.name ?? "";
    if (seen.has(name))
      return flaw("duplicate-device", `Device ${quote(name)} is defined twice`, "devices", index, "name");
    seen.add(name);
  }
  return undefined;
}

function validDeviceName(device: Device): Flaw | undefined {
  if (isDeviceName(device.name)) return undefined;
  const rule = "may have letters, digits, '_', '-', '.' and ':', and must start and end with a letter or digit";
  return flaw("invalid-device-name", `Invalid device name ${quote(device.name)}: it ${rule}`, "name");
}

function nonEmptyEdits(device: Device): Flaw | undefined {
  const { env, deviceNodes, netDevices, hooks, mounts, intelRdt, additionalGids } = device.containerEdits;
  if (intelRdt || env?.length || deviceNodes?.length || netDevices?.length) return undefined;
  if (hooks?.length || mounts?.length || additionalGids?.length) return undefined;
  return flaw("empty-device-edits", `Device ${quote(device.name)} has no container edits`, "containerEdits");
}

function validEnv(edits: ContainerEdits): Flaw | undefined {
  return envFlaw(edits.env);
}

function validHookEnv(hook: Hook): Flaw | undefined {
  return envFlaw(hook.env);
}

function envFlaw(env: readonly string[] | undefined): Flaw | undefined {
  if (!env) return undefined;
  for (const [index, entry] of env.entries()) {
    if (entry.indexOf("=") > 0) continue;
    return flaw("invalid-env", `Invalid environment entry ${quote(entry)}: it must be NAME=VALUE`, "env", index);
  }
  return undefined;
}

/** The reference looks for repeated names in one device's edits, not in those of several devices together. */
function completeNetDevices(edits: ContainerEdits): Flaw | undefined {
  if (!edits.netDevices) return undefined;
  const seen = { hostInterfaceName: new Set<string>(), name: new Set<string>() };
  for (const [index, device] of edits.netDevices.entries()) {
    for (const field of ["hostInterfaceName", "name"] as const) {
      const value = device[field];
      if (!value) return flaw("invalid-net-device", `A net device has no ${field}`, "netDevices", index);
      if (seen[field].has(value)) {
        return flaw(
          "invalid-net-device",
          `Two net devices have the ${field} ${quote(value)}`,
          "netDevices",
          index,
          field,
        );
      }
      seen[field].add(value);
    }
  }
  return undefined;
}

function nodeHasPath(node: DeviceNode): Flaw | undefined {
  return node.path ? undefined : flaw("invalid-device-path", "A device node has no path");
}

function validNodeType(node: DeviceNode): Flaw | undefined {
  const type = node.type ?? "";
  if (deviceTypes.includes(type)) return undefined;
  return flaw(
    "invalid-device-type",
    `Invalid type ${quote(type)} of device node ${quote(node.path)}: it must be b, c, u or p`,
    "type",
  );
}

function validNodePermissions(node: DeviceNode): Flaw | undefined {
  const { permissions } = node;
  if (!permissions || permissions === "none" || isMadeOfAccessLetters(permissions)) return undefined;
  const message = `Invalid permissions ${quote(permissions)} of device node ${quote(node.path)}: they must be made of r, w and m, or be "none"`;
  return flaw("invalid-permissions", message, "permissions");
}

/** The reference trims `rwm` from both ends and expects nothing to be left, so only these letters pass. */
function isMadeOfAccessLetters(permissions: string): boolean {
  return /^[rwm]*$/.test(permissions);
}

function knownHookName(hook: Hook): Flaw | undefined {
  if (isHookName(hook.hookName)) return undefined;
  return flaw(
    "invalid-hook",
    `Unknown hook name ${quote(hook.hookName)}: it must be one of ${hookNames.join(", ")}`,
    "hookName",
  );
}

function hookHasPath(hook: Hook): Flaw | undefined {
  return hook.path ? undefined : flaw("invalid-hook", `A ${hook.hookName || "nameless"} hook has no path`);
}

function completeMount(mount: Mount): Flaw | undefined {
  if (!mount.hostPath) return flaw("invalid-mount", "A mount has no hostPath");
  if (!mount.containerPath) return flaw("invalid-mount", "A mount has no containerPath");
  return undefined;
}

/** A closID is a directory name under resctrl; `/` alone stands for the root class. */
function validClosId(intelRdt: IntelRdt): Flaw | undefined {
  const id = intelRdt.closID ?? "";
  if (id === "/" || (id !== "." && id !== ".." && !/[/\n]/.test(id) && byteLength(id) < closIdLimit)) return undefined;
  return flaw("invalid-clos-id", `Invalid closID ${quote(id)}: it must be usable as a file name`, "closID");
}

function byteLength(text: string): number {
  let length = 0;
  for (const character of text) length += utf8Length(character.codePointAt(0) ?? 0);
  return length;
}
