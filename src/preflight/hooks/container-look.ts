import { constants } from "node:fs";
import type { Absence } from "../../host/absence.ts";
import { pathFromBundle } from "../mounts/bundle-path.ts";
import { containerLayers } from "../mounts/container-layers.ts";
import { placesIn } from "../mounts/container-paths.ts";
import type { MountLayer } from "../mounts/mount-layers.ts";
import { pathsDownTo } from "../mounts/paths-down-to.ts";
import { isBind, plannedMounts } from "../mounts/planned-mounts.ts";
import { rootFileSystem } from "../mounts/root-file-system.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import type { Entry, Look } from "./follow-path.ts";
import { hostLook } from "./host-look.ts";

export interface ContainerLook {
  readonly look: Look;
  /** The mount that shows at a path; undefined where that is the root file system. */
  readonly showing: (path: string) => MountLayer | undefined;
}

const unseen: Absence = { missing: "cannot be looked at", unseen: true };
const nothing: Absence = { missing: "no such file or directory" };

/** Looks at the paths of a container as its program will find them, everything mounted. */
export const containerLook = oncePer((subject: Subject): ContainerLook => {
  const layers = containerLayers(subject);
  const places = plannedMounts(subject).map(({ destination }) => placesIn(subject)(destination).path);
  const points = new Set(places.flatMap((path) => [...pathsDownTo(path)]));
  const look = (path: string): Entry | Absence => {
    const layer = layers.showing(path);
    const found = layer ? throughMount(layer, path, subject) : inRootfs(path, subject);
    return "missing" in found && points.has(path) ? madeDirectory : found;
  };
  return { look, showing: (path) => layers.showing(path) };
});

/** As runtimes make one for a mount point that is not there. */
const madeDirectory: Entry = { mode: constants.S_IFDIR | 0o755, uid: 0, gid: 0, hostPath: "" };

function inRootfs(path: string, subject: Subject): Entry | Absence {
  const rootfs = rootFileSystem(subject);
  return rootfs ? hostLook(subject.host)(below(rootfs.path, path)) : unseen;
}

function throughMount({ mount, path: point }: MountLayer, path: string, subject: Subject): Entry | Absence {
  if (!isBind(mount)) return mount.type === "tmpfs" && !mount.options.includes("tmpcopyup") ? nothing : unseen;
  const source = mount.source === undefined ? undefined : pathFromBundle(subject, mount.source);
  const real = source === undefined ? undefined : subject.host.realPath(source);
  return real === undefined
    ? unseen
    : hostLook(subject.host)(below(real, point === "/" ? path : path.slice(point.length)));
}

function below(directory: string, path: string): string {
  return directory === "/" ? path || "/" : `${directory}${path === "/" ? "" : path}`;
}
