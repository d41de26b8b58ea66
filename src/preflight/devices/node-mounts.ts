import { placesIn } from "../mounts/container-paths.ts";
import { type MountLayer, MountLayers } from "../mounts/mount-layers.ts";
import { plannedMounts } from "../mounts/planned-mounts.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";

export interface NodePlace {
  /** Links followed. */
  readonly path: string;
  /** The mount that it lies on; undefined where that is the root file system. */
  readonly mount: MountLayer | undefined;
}

/** Where nodes lie once a container's mounts are made, all of which come before the nodes. */
export const nodePlaces = oncePer((subject: Subject): ((path: string) => NodePlace) => {
  const layers = new MountLayers();
  const look = placesIn(subject);
  for (const mount of plannedMounts(subject)) layers.add(mount, look(mount.destination).path);
  return (path) => {
    const real = look(path).path;
    return { path: real, mount: layers.showing(real) };
  };
});
