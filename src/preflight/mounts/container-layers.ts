import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import { placesIn } from "./container-paths.ts";
import { MountLayers } from "./mount-layers.ts";
import { plannedMounts } from "./planned-mounts.ts";

/** The mounts of a container, all of them made. */
export const containerLayers = oncePer((subject: Subject): MountLayers => {
  const layers = new MountLayers();
  for (const mount of plannedMounts(subject)) layers.add(mount, placesIn(subject)(mount.destination).path);
  return layers;
});
