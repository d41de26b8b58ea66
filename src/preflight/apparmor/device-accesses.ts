import { join } from "node:path";
import { lookInside } from "../../host/look-inside.ts";
import type { ContainerProcess } from "../../oci/container.ts";
import { type UsedKind, usedKinds, usedNodes } from "../kinds/used-nodes.ts";
import { capabilityNeeds } from "../limits/capability-needs.ts";
import { heldCapabilities } from "../limits/held-capabilities.ts";
import { placesIn } from "../mounts/container-paths.ts";
import type { Subject } from "../subject.ts";
import type { Access } from "./judge-access.ts";

/** Something that users of a device do in a container. */
export interface DeviceAccess {
  readonly access: Access;
  /** What it is, with the path after it: `reading`. */
  readonly purpose: string;
  readonly path: string;
  /** What it fails with where it is denied. */
  readonly error: string;
  readonly devices: readonly string[];
}

/** What devices need that a profile can deny. What the container cannot do anyway is left to others to tell. */
export function deviceAccesses(subject: Subject, process: ContainerProcess): readonly DeviceAccess[] {
  const held = heldCapabilities(process);
  return [...ofNodes(subject), ...ofMounts(subject), ...usedKinds(subject).flatMap((used) => ofKind(used, held))];
}

const eacces = "EACCES (permission denied)";
const eperm = "EPERM (operation not permitted)";

const purposes = { r: "reading", w: "writing to", m: "loading as code" } as const;
type Permission = keyof typeof purposes;

interface Owners {
  readonly path: string;
  readonly devices: readonly string[];
}

function ofFile({ path, devices }: Owners, permissions: readonly Permission[], subject: Subject): DeviceAccess[] {
  const real = placesIn(subject)(path).path;
  return permissions.map((permission) => {
    return {
      access: { kind: "file", path: real, permission },
      purpose: purposes[permission],
      path,
      error: eacces,
      devices,
    };
  });
}

/** Of the nodes themselves; what a whole directory of them has is not looked through. */
function ofNodes(subject: Subject): DeviceAccess[] {
  return usedNodes(subject)
    .filter(({ isMount, hostPath }) => !isMount || !("missing" in subject.host.deviceNode(hostPath)))
    .flatMap((node) => {
      const wanted = node.permissions === "none" ? "" : node.permissions;
      return ofFile(
        node,
        (["r", "w"] as const).filter((letter) => wanted.includes(letter)),
        subject,
      );
    });
}

/** Programs read what devices mount, load libraries, and write to sysfs and procfs where nothing says read-only. */
function ofMounts(subject: Subject): DeviceAccess[] {
  return subject.edits.mounts.flatMap(({ edit: { containerPath: path, options = [], hostPath }, devices }) => {
    if (hostPath.startsWith("/dev/")) return [];
    const owners = { path, devices };
    const isWritten = /^\/(?:sys|proc)\//.test(path) && !options.includes("ro");
    const stats = lookInside(subject.host, hostPath);
    if (stats?.isDirectory()) return isWritten ? [belowDirectory(owners, subject)] : [];
    if (!stats?.isFile()) return [];
    const isLoaded = /\.so(?:\.[\d.]+)?$/.test(path);
    return ofFile(
      owners,
      ["r", ...(isWritten ? (["w"] as const) : []), ...(isLoaded ? (["m"] as const) : [])],
      subject,
    );
  });
}

/** By the name of a file that stands for all there may be. */
function belowDirectory({ path, devices }: Owners, subject: Subject): DeviceAccess {
  const file = join(placesIn(subject)(path).path, "file");
  const access = { kind: "file", path: file, permission: "w" } as const;
  return { access, purpose: "writing to files in", path, error: eacces, devices };
}

function ofKind({ kind, nodes, devices }: UsedKind, held: ReadonlySet<string>): DeviceAccess[] {
  const path = nodes[0]?.path ?? "";
  const needed = capabilityNeeds.filter((need) => need.kind === kind && held.has(need.capability));
  const accesses = needed.map(({ capability }): DeviceAccess => {
    const name = capability.replace("CAP_", "").toLowerCase();
    const purpose = `${capability} to users of`;
    return { access: { kind: "capability", name }, purpose, path, error: eperm, devices };
  });
  return kind === "fuse" && held.has("CAP_SYS_ADMIN") ? [...accesses, { ...fuseMount, path, devices }] : accesses;
}

const fuseMount = {
  access: { kind: "mount", fileSystem: "fuse" },
  purpose: "mounting file systems to users of",
  error: eacces,
} as const;
