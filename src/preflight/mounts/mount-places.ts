import { type Problem, problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ociRuntime } from "../oci-runtime.ts";
import { ownersOf } from "../owners.ts";
import type { Subject } from "../subject.ts";
import { pathFromBundle } from "./bundle-path.ts";
import { type MountPoint, mountPoints, type Refusal } from "./mount-points.ts";
import { cannotMount, isBind, type PlannedMount } from "./planned-mounts.ts";
import { presence } from "./presence.ts";
import { rootFileSystem } from "./root-file-system.ts";

/** Whether a mount point is there or can be made, and is of the kind of what is mounted on it. */
export const mountPlaces: Check = {
  name: "mount-places",
  run: (subject) => [
    ...rootProblems(subject),
    ...mountPoints(subject).flatMap((point) => placeProblems(point, subject)),
  ],
};

function rootProblems(subject: Subject): Problem[] {
  const { container, edits } = subject;
  if (!container || edits.mounts.length === 0 || rootFileSystem(subject)) return [];
  const { path } = container.root;
  const state = path === undefined ? "the OCI spec names none" : `${pathInMessage(path)} is not there`;
  const message = `Cannot look at the container's root file system: ${state}, so what its mount points are is not known`;
  const fix = "Give the bundle directory with --oci, once its root file system is mounted";
  return [problem("unknown", message, { fix })];
}

function placeProblems(point: MountPoint, subject: Subject): Problem[] {
  const { mount, found } = point;
  const path = pathInMessage(mount.destination);
  if (found === "below a file") {
    return [mismatch(mount, `a directory on the way to ${path} is a file in the container`)];
  }
  if (found === "unseen") return [];
  if (found === "nothing") return point.refusal ? unmakeable(mount, point.refusal, subject) : [];
  const kind = sourceKind(mount, subject);
  if (kind === undefined || kind === found) return [];
  return [mismatch(mount, `it is a ${kind}, and the container has a ${found} there`)];
}

/** Undefined where there is nothing to be mounted, or where that is not known. */
function sourceKind(mount: PlannedMount, subject: Subject): "directory" | "file" | undefined {
  if (!isBind(mount)) return "directory";
  const source = mount.source === undefined ? undefined : pathFromBundle(subject, mount.source);
  const found = source === undefined ? "unseen" : presence(subject.host, source);
  return found === "directory" || found === "file" ? found : undefined;
}

function mismatch(mount: PlannedMount, state: string): Problem {
  const message = `${cannotMount(mount)}: ${state}, so runtimes fail with "not a directory"`;
  const fix = `Give it another place in the container in ${mount.writtenIn}`;
  return problem("mount-kind-mismatch", message, { ...ownersOf(mount), fix });
}

interface RefusalRow {
  readonly state: string;
  /** Whether crun gets round it, by making the mount point outside of the container. */
  readonly spares: "crun" | undefined;
  readonly makesNothing: boolean;
}

const refusals: Readonly<Record<Refusal, RefusalRow>> = {
  sysfs: { state: "sysfs has no such entry and takes none", spares: undefined, makesNothing: true },
  "read-only file system": { state: "its file system is read-only", spares: undefined, makesNothing: false },
  "read-only mount": { state: "it would lie in a read-only mount", spares: "crun", makesNothing: false },
};

function unmakeable(mount: PlannedMount, refusal: Refusal, subject: Subject): Problem[] {
  const { state, spares, makesNothing } = refusals[refusal];
  const judge = ociRuntime(subject.runtime);
  if (spares === judge) return [];
  const path = pathInMessage(mount.destination);
  const says = makesNothing && judge === "crun" ? "no such file or directory" : "read-only file system";
  const message = `${cannotMount(mount)}: the container has no ${path} and it cannot be made, for ${state}; ${judge} fails with "${says}"`;
  const fix = makesNothing
    ? `Give it another place in the container in ${mount.writtenIn}`
    : `Create an empty ${sourceKind(mount, subject) ?? "file"} ${path} in the container's file system, before it is made read-only`;
  return [problem("mount-point-missing", message, { ...ownersOf(mount), fix })];
}
