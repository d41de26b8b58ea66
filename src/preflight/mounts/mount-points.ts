import { join } from "node:path";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import { pathFromBundle } from "./bundle-path.ts";
import { type ContainerPlace, placesIn } from "./container-paths.ts";
import { hostMounts } from "./host-mounts.ts";
import { type MountLayer, MountLayers } from "./mount-layers.ts";
import { isBind, type PlannedMount, plannedMounts } from "./planned-mounts.ts";
import { type Presence, presence } from "./presence.ts";
import { rootFileSystem } from "./root-file-system.ts";

/** Why nothing can be made at a place: its file system takes nothing, or the mount that it is seen through does not. */
export type Refusal = "sysfs" | "read-only file system" | "read-only mount";

/** Where a mount goes in a container, as it is when its turn comes. */
export interface MountPoint {
  readonly mount: PlannedMount;
  /** Links followed. */
  readonly path: string;
  /** What is there; `unseen` where that cannot be told. */
  readonly found: Presence;
  readonly refusal: Refusal | undefined;
  /** The mount that hides this one in the end. */
  readonly hiddenBy: MountLayer | undefined;
}

/** The places of a container's mounts, in their order; none where there is no container. */
export const mountPoints = oncePer((subject: Subject): readonly MountPoint[] => {
  if (!subject.container) return [];
  const layers = new MountLayers();
  const made = plannedMounts(subject).map((mount) => {
    const place = placesIn(subject)(mount.destination);
    const below = layers.showing(place.path);
    const seen = below ? throughMount(subject, below, place.path) : inRootfs(subject, place);
    return { layer: layers.add(mount, place.path), seen };
  });
  return made.map(({ layer, seen }) => {
    const shown = layers.showing(layer.path);
    return { mount: layer.mount, path: layer.path, ...seen, hiddenBy: shown === layer ? undefined : shown };
  });
});

interface Seen {
  readonly found: Presence;
  readonly refusal: Refusal | undefined;
}

const unseen: Seen = { found: "unseen", refusal: undefined };

function inRootfs(subject: Subject, { path, found }: ContainerPlace): Seen {
  const rootfs = found === "nothing" ? rootFileSystem(subject) : undefined;
  const mount = rootfs && hostMounts(subject.host)?.holding(join(rootfs.path, path));
  if (mount?.fileSystemOptions.has("ro")) return { found, refusal: "read-only file system" };
  return { found, refusal: mount?.options.has("ro") ? "read-only mount" : undefined };
}

/** What file systems have below their top where nothing was put there. */
const fresh: ReadonlyMap<string | undefined, (subject: Subject, rest: string) => Seen> = new Map([
  [
    "sysfs",
    ({ host }: Subject, rest: string): Seen => {
      const isThere = hostMounts(host)?.holding("/sys")?.type === "sysfs";
      return isThere ? { found: presence(host, `/sys${rest}`), refusal: "sysfs" } : unseen;
    },
  ],
  ["tmpfs", (): Seen => ({ found: "nothing", refusal: undefined })],
]);

function throughMount(subject: Subject, { mount, path: point }: MountLayer, path: string): Seen {
  const rest = point === "/" ? path : path.slice(point.length);
  if (!isBind(mount)) {
    if (rest === "") return { found: "directory", refusal: undefined };
    const look = mount.options.includes("tmpcopyup") ? undefined : fresh.get(mount.type);
    return look ? look(subject, rest) : unseen;
  }
  const source = mount.source === undefined ? undefined : pathFromBundle(subject, mount.source);
  if (source === undefined) return unseen;
  const found = presence(subject.host, `${source}${rest}`);
  if (found !== "nothing") return { found, refusal: undefined };
  const holding = hostMounts(subject.host)?.holding(subject.host.realPath(source) ?? source);
  if (holding?.fileSystemOptions.has("ro")) return { found, refusal: "read-only file system" };
  const last = mount.options.findLast((option) => option === "ro" || option === "rw");
  return { found, refusal: last === "ro" ? "read-only mount" : undefined };
}
