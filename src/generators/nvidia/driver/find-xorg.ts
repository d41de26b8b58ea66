import { join } from "node:path";
import type { Library } from "../libraries/library.ts";
import { readLibrary } from "../libraries/read-library.ts";
import type { Site } from "../site.ts";

const modules = ["modules/drivers", "modules/extensions", "modules/updates/drivers", "modules/updates/extensions"];

/** Where the X server's own modules are, whatever the directory of the driver's libraries. */
const xorgFolders: readonly string[] = ["/usr/lib/xorg", "/usr/lib64/xorg", "/usr/X11R6/lib", "/usr/X11R6/lib64"];

/** The modules that the X server loads: the first of each that is there. */
export function findXorgModules(site: Site, libraryFolders: readonly string[], version: string): readonly Library[] {
  const folders = [
    ...libraryFolders.flatMap((folder) => [
      join(folder, "nvidia/xorg"),
      ...modules.map((name) => join(folder, "xorg", name)),
    ]),
    ...xorgFolders.flatMap((folder) => modules.map((name) => join(folder, name))),
  ];
  return ["nvidia_drv.so", `libglxserver_nvidia.so.${version}`].flatMap((name) => {
    const holder = folders.find((folder) => site.namesIn(folder).has(name));
    return holder === undefined ? [] : (readLibrary(site, join(holder, name)) ?? []);
  });
}
