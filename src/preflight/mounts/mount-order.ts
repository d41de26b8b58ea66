import { problem } from "../../problems.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";
import type { Check } from "../check.ts";
import { ownersOf } from "../owners.ts";
import { placesIn } from "./container-paths.ts";
import type { MountLayer } from "./mount-layers.ts";
import { mountPoints } from "./mount-points.ts";
import { isBind, type PlannedMount } from "./planned-mounts.ts";

/** Whether what devices mount can be seen, and not what was laid over it. The container's own mounts are its own matter. */
export const mountOrder: Check = {
  name: "mount-order",
  run: (subject) => {
    const masked = new Set(subject.container?.linux.maskedPaths.map((path) => placesIn(subject)(path).path));
    return mountPoints(subject)
      .filter(({ mount }) => mount.devices.length > 0)
      .flatMap(({ mount, path, hiddenBy }) => [
        ...(hiddenBy && !showsTheSame(mount, path, hiddenBy) ? [hidden(mount, hiddenBy.mount)] : []),
        ...(masked.has(path) ? [hiddenByMask(mount)] : []),
      ]);
  },
};

/** Links in the container can bring the same file to one place by two names. */
function showsTheSame(mount: PlannedMount, path: string, { mount: by, path: point }: MountLayer): boolean {
  if (!isBind(mount) || !isBind(by) || by.source === undefined) return false;
  return mount.source === by.source + path.slice(point === "/" ? 0 : point.length);
}

function hidden(mount: PlannedMount, by: PlannedMount) {
  const over = `the mount at ${pathInMessage(by.destination)}, which is made later`;
  const fix =
    by.devices.length > 0 || by.destination === mount.destination
      ? `Take one of the two mounts out of ${mount.writtenIn}`
      : `Take the mount at ${pathInMessage(by.destination)} out of ${by.writtenIn}, or put it before the other`;
  return problem("mount-hidden", `${what(mount)}: it lies under ${over}`, { ...ownersOf(mount), fix });
}

function hiddenByMask(mount: PlannedMount) {
  const path = pathInMessage(mount.destination);
  const message = `${what(mount)}: linux.maskedPaths of the OCI spec puts /dev/null or an empty directory over it`;
  return problem("mount-hidden", message, { ...ownersOf(mount), fix: `Take ${path} out of linux.maskedPaths` });
}

function what({ source, destination }: PlannedMount): string {
  return `Nobody sees ${pathInMessage(source ?? "")} at ${pathInMessage(destination)}`;
}
