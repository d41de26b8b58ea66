import { basename, dirname, join } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { lookAt } from "../../host/look-at.ts";
import { pathHere } from "../../host/look-inside.ts";
import { oncePer } from "../once-per.ts";
import type { Subject } from "../subject.ts";
import type { Presence } from "./presence.ts";
import { rootFileSystem } from "./root-file-system.ts";

/** Where a path leads in a container's root file system, links followed as far as there is anything, and what is there. */
export interface ContainerPlace {
  readonly path: string;
  readonly found: Presence;
}

/** Finds places in a subject's container; what is in its root file system is unseen where that cannot be looked at. */
export const placesIn = oncePer((subject: Subject): ((destination: string) => ContainerPlace) => {
  const rootfs = rootFileSystem(subject);
  const look = rootfs ? placesOf(rootfs.tree) : (path: string): ContainerPlace => ({ path, found: "unseen" });
  const known = new Map<string, ContainerPlace>();
  return (destination) => {
    const place = known.get(destination) ?? look(cleaned(destination));
    known.set(destination, place);
    return place;
  };
});

function cleaned(destination: string): string {
  const path = join("/", destination);
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** As long as Linux lets a path be. */
const longest = 4096;

/** Each directory on the way is looked at once, for thousands of mounts go to a few. */
function placesOf(tree: HostTree): (path: string) => ContainerPlace {
  const directories = new Map<string, ContainerPlace>();
  const look = (path: string): ContainerPlace => {
    const real = tree.realPath(path);
    if (real !== undefined) return { path: real, found: kindOf(tree, real) };
    if (path === "/") return { path, found: "unseen" };
    const above = directory(dirname(path));
    return { path: join(above.path, basename(path)), found: below[above.found] };
  };
  const directory = (path: string): ContainerPlace => {
    const known = directories.get(path) ?? searchable(tree, look(path));
    directories.set(path, known);
    return known;
  };
  return (path) => (path.length > longest ? { path, found: "unseen" } : look(path));
}

/** What a name is that leads to nothing, by what it was looked for in. */
const below: Readonly<Record<Presence, Presence>> = {
  directory: "nothing",
  nothing: "nothing",
  file: "below a file",
  "below a file": "below a file",
  unseen: "unseen",
};

function kindOf(tree: HostTree, real: string): Presence {
  const stats = lookAt(pathHere(tree, real));
  if (!stats) return "unseen";
  return stats.isDirectory() ? "directory" : "file";
}

/** What is in a directory cannot be told where this process may not search it. */
function searchable(tree: HostTree, place: ContainerPlace): ContainerPlace {
  if (place.found !== "directory" || lookAt(`${pathHere(tree, place.path)}/.`)) return place;
  return { ...place, found: "unseen" };
}
