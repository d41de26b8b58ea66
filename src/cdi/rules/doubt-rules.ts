import { isAnnotationKey } from "../annotations.ts";
import { quote } from "../quote.ts";
import type { ContainerEdits, Device, DeviceNode, Hook, Mount, Spec } from "../spec.ts";
import { isLowerVersion, isReleasedVersion, minimumVersion } from "../versions.ts";
import { type Flaw, flaw } from "./flaw.ts";
import type { RuleTable } from "./walk.ts";

/** What the reference lets pass and a person would want to know. Every flaw here is a warning. */
export const doubtRules: RuleTable = {
  spec: [neededVersion, specAnnotations],
  device: [deviceAnnotations],
  edits: [zeroGroup],
  deviceNode: [naturalNodeNumbers],
  hook: [explicitEnv, noPreload, absoluteHookPath, sensibleTimeout],
  mount: [absoluteMountPaths],
  intelRdt: [],
};

function neededVersion(spec: Spec): Flaw | undefined {
  if (!isReleasedVersion(spec.cdiVersion)) return undefined;
  const minimum = minimumVersion(spec);
  if (!isLowerVersion(minimum, spec.cdiVersion)) return undefined;
  const message = `cdiVersion ${spec.cdiVersion} is higher than needed: ${minimum} has every field in use, and runtimes refuse versions newer than they know`;
  return flaw("version-higher-than-needed", message, "cdiVersion");
}

function specAnnotations(spec: Spec): Flaw | undefined {
  return annotationFlaw(spec.annotations);
}

function deviceAnnotations(device: Device): Flaw | undefined {
  return annotationFlaw(device.annotations);
}

/** Kubernetes' limit for all annotations of an object. */
const annotationsLimit = 256 * 1024;

function annotationFlaw(annotations: Record<string, string> | undefined): Flaw | undefined {
  let size = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    if (!isAnnotationKey(key)) {
      return flaw(
        "annotation-key",
        `Annotation key ${quote(key)} is not of the form [PREFIX/]NAME that Kubernetes asks for`,
        "annotations",
        key,
      );
    }
    size += key.length + value.length;
  }
  return size > annotationsLimit
    ? flaw("annotations-too-large", `Annotations hold ${size} characters; 262144 is the usual limit`, "annotations")
    : undefined;
}

function zeroGroup(edits: ContainerEdits): Flaw | undefined {
  const index = edits.additionalGids?.indexOf(0) ?? -1;
  if (index < 0) return undefined;
  return flaw("schema-violation", "Group 0 in additionalGids is skipped by every runtime", "additionalGids", index);
}

function naturalNodeNumbers(node: DeviceNode): Flaw | undefined {
  for (const field of ["major", "minor"] as const) {
    const number = node[field] ?? 0;
    if (number < 0)
      return flaw("negative-device-number", `Negative ${field} ${number} of device node ${quote(node.path)}`, field);
  }
  return undefined;
}

function explicitEnv(hook: Hook): Flaw | undefined {
  if (hook.env && hook.env.length > 0) return undefined;
  const message = `The ${hook.hookName} hook ${quote(hook.path)} has no env: some runtimes run it with their own environment, others with none`;
  return flaw("hook-without-env", message);
}

function noPreload(hook: Hook): Flaw | undefined {
  const index = hook.env?.findIndex((entry) => entry.startsWith("LD_PRELOAD=")) ?? -1;
  if (index < 0) return undefined;
  return flaw(
    "hook-ld-preload",
    `The ${hook.hookName} hook ${quote(hook.path)} sets LD_PRELOAD, which loads code into a process that runs as root`,
    "env",
    index,
  );
}

function absoluteHookPath(hook: Hook): Flaw | undefined {
  if (hook.path.startsWith("/")) return undefined;
  return flaw(
    "relative-path",
    `Hook path ${quote(hook.path)} is not absolute, as OCI asks; runtimes look for it in different places`,
    "path",
  );
}

function sensibleTimeout(hook: Hook): Flaw | undefined {
  if (hook.timeout === undefined || hook.timeout >= 0) return undefined;
  return flaw(
    "schema-violation",
    `Negative timeout ${hook.timeout} of hook ${quote(hook.path)}; the JSON Schema forbids it`,
    "timeout",
  );
}

function absoluteMountPaths(mount: Mount): Flaw | undefined {
  for (const field of ["hostPath", "containerPath"] as const) {
    if (mount[field] !== "" && !mount[field].startsWith("/")) {
      return flaw("relative-path", `Mount ${field} ${quote(mount[field])} is not absolute`, field);
    }
  }
  return undefined;
}
