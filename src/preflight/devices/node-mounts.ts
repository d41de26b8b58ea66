import { containerLayers } from "../mounts/container-layers.ts";
import { placesIn } from "../mounts/container-paths.ts";
import type { MountLayer } from "../mounts/mount-layers.ts";
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
  const layers = containerLayers(subject);
  const look = placesIn(subject);
  return (path) => {
    const real = look(path).path;
    return { path: real, mount: layers.showing(real) };
  };
});
