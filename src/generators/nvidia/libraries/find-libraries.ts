import { join } from "node:path";
import { problem } from "../../../problems.ts";
import { hasFeature } from "../has-feature.ts";
import type { Site } from "../site.ts";
import type { Library } from "./library.ts";
import { libraryFolders } from "./library-folders.ts";
import { libraryVersion } from "./library-version.ts";
import { readLibrary } from "./read-library.ts";

/** What containers need of the driver's files. */
export interface DriverLibraries {
  /** The version of the files; undefined where there are none for the driver that runs. */
  readonly version: string | undefined;
  /** The directories of that version's 64-bit libraries, in the order in which they count. */
  readonly folders: readonly string[];
  readonly libraries: readonly Library[];
}

/** Libraries that have versions of their own, wherever they are. */
const others: readonly RegExp[] = [
  /^libnvidia-nvvm70\.so\.\d+$/,
  /^libnvidia-egl-(?:gbm|wayland2?|xcb|xlib)\.so\.\d+\.\d+(?:\.\d+)*$/,
];

/** Parts of graphics interfaces that need not be the driver's; on request. */
const interfaces: ReadonlySet<string> = new Set([
  "libEGL.so",
  "libGL.so",
  "libGLESv1_CM.so",
  "libGLESv2.so",
  "libGLX.so",
  "libGLdispatch.so",
  "libOpenCL.so",
  "libOpenGL.so",
  "libnvidia-api.so",
  "libnvidia-egl-xcb.so",
  "libnvidia-egl-xlib.so",
]);

/** The libraries of the driver that runs. Those of another version would not work with it. */
export function findLibraries(site: Site): DriverLibraries {
  const folders = libraryFolders(site);
  const version = libraryVersion(site, folders);
  if (version === undefined) return { version, folders: [], libraries: [] };
  const places = [...folders, ...folders.map((folder) => join(folder, "vdpau"))];
  const own = librariesIn(site, places, (name) => name.endsWith(`.so.${version}`));
  if (own.length === 0) {
    const message = `Containers get no libraries of the driver: none of version ${version} can be used`;
    site.report(problem("odd-device", message));
  }
  const hasInterfaces = hasFeature(site.options, "enable-explicit-driver-libraries");
  const apart = librariesIn(
    site,
    folders,
    (name) => others.some((pattern) => pattern.test(name)) || (hasInterfaces && interfaces.has(name)),
  );
  return {
    version,
    folders: [...new Set(own.filter(({ elf }) => elf.bits === 64).map(({ folder }) => folder))].filter(
      (folder) => !folder.endsWith("/vdpau"),
    ),
    libraries: [...new Map([...own, ...apart].map((library) => [library.realPath, library])).values()],
  };
}

function librariesIn(site: Site, folders: readonly string[], isWanted: (name: string) => boolean): readonly Library[] {
  const paths = folders.flatMap((folder) =>
    [...site.namesIn(folder)].filter(isWanted).map((name) => join(folder, name)),
  );
  const real = new Set(paths.map((path) => site.driver.tree.realPath(path)));
  return [...real].flatMap((path) => (path === undefined ? [] : (readLibrary(site, path) ?? [])));
}
