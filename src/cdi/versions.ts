import { splitKind } from "./names.ts";
import type { ContainerEdits, Spec } from "./spec.ts";

interface VersionRow {
  readonly version: string;
  /** Whether a spec uses something that this version brought; absent where it brought no field. */
  readonly neededBy?: (spec: Spec) => boolean;
}

/** Every released version, newest first, with what makes a spec need it. */
const versions: readonly VersionRow[] = [
  {
    version: "1.1.0",
    neededBy: (spec) =>
      someEdits(
        spec,
        (edits) =>
          edits.intelRdt?.schemata !== undefined ||
          edits.intelRdt?.enableMonitoring === true ||
          isFilled(edits.netDevices),
      ),
  },
  { version: "1.0.0" },
  { version: "0.8.0" },
  {
    version: "0.7.0",
    neededBy: (spec) => someEdits(spec, (edits) => edits.intelRdt !== undefined || isFilled(edits.additionalGids)),
  },
  {
    version: "0.6.0",
    neededBy: (spec) =>
      hasEntries(spec.annotations) ||
      spec.devices.some((device) => hasEntries(device.annotations)) ||
      (splitKind(spec.kind)?.class.includes(".") ?? false),
  },
  {
    version: "0.5.0",
    neededBy: (spec) =>
      spec.devices.some((device) => startsWithDigit(device.name)) ||
      someEdits(spec, (edits) => edits.deviceNodes?.some((node) => node.hostPath) ?? false),
  },
  {
    version: "0.4.0",
    neededBy: (spec) => someEdits(spec, (edits) => edits.mounts?.some((mount) => mount.type) ?? false),
  },
  { version: "0.3.0" },
  { version: "0.2.0" },
  { version: "0.1.0" },
];

const earliest = "0.3.0";

/** The released versions of the specification, oldest first. */
export const releasedVersions: readonly string[] = versions.map((row) => row.version).reverse();

/** Those among them that a spec can name: runtimes refuse any spec of an earlier one as too low for its fields. */
export const usableVersions: readonly string[] = releasedVersions.slice(releasedVersions.indexOf(earliest));

/** The newest version that this project, like the reference, knows. */
export const currentVersion = "1.1.0";

/** A version as the specification writes it: one leading `v` is dropped, nothing else is changed. */
export function normalizeVersion(version: string): string {
  return version.startsWith("v") ? version.slice(1) : version;
}

export function isReleasedVersion(version: string): boolean {
  return releasedVersions.includes(normalizeVersion(version));
}

/** The lowest cdiVersion a runtime accepts for the fields that a spec uses. Never below 0.3.0. */
export function minimumVersion(spec: Spec): string {
  return versions.find((row) => row.neededBy?.(spec))?.version ?? earliest;
}

/** Whether a spec uses fields newer than its own version, which is a released one. Asks only for those. */
export function needsNewerVersion(spec: Spec): boolean {
  const own = normalizeVersion(spec.cdiVersion);
  for (const { version, neededBy } of versions) {
    if (version === own) return false;
    if (version === earliest || neededBy?.(spec)) return true;
  }
  return false;
}

/** Whether the first of two released versions is lower. */
export function isLowerVersion(version: string, than: string): boolean {
  return releasedVersions.indexOf(normalizeVersion(version)) < releasedVersions.indexOf(normalizeVersion(than));
}

function someEdits(spec: Spec, uses: (edits: ContainerEdits) => boolean): boolean {
  if (spec.containerEdits && uses(spec.containerEdits)) return true;
  for (const device of spec.devices) if (uses(device.containerEdits)) return true;
  return false;
}

function isFilled(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

function hasEntries(record: Record<string, string> | undefined): boolean {
  if (record !== undefined) for (const _ in record) return true;
  return false;
}

function startsWithDigit(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57;
}
