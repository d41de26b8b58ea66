import type { DriverFile } from "../driver/driver-file.ts";
import type { Library } from "./library.ts";
import type { LibraryLink } from "./library-links.ts";

/** Where dynamic linkers look without being told to. */
const searched: ReadonlySet<string> = new Set([
  "/lib",
  "/usr/lib",
  "/lib64",
  "/usr/lib64",
  "/lib/x86_64-linux-gnu",
  "/usr/lib/x86_64-linux-gnu",
  "/lib/aarch64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/lib/i386-linux-gnu",
  "/usr/lib/i386-linux-gnu",
]);

/** Where libraries from elsewhere go, by the machine of their ELF files. */
const defaults: ReadonlyMap<number, string> = new Map([
  [3, "/usr/lib/i386-linux-gnu"],
  [62, "/usr/lib/x86_64-linux-gnu"],
  [183, "/usr/lib/aarch64-linux-gnu"],
]);

/**
 * Libraries mounted once more at each name by which programs ask for them, in place of the links and the linker's cache
 * that hooks would make in the container.
 */
export function librariesAtNames(libraries: readonly Library[], links: readonly LibraryLink[]): readonly DriverFile[] {
  const named = libraries.map((library) => at(library, `${library.folder}/${library.soname}`));
  const linked = links.map(({ path, library }) => at(library, path));
  const moved = [...named, ...linked].map(({ realPath, containerPath }) => ({ realPath, containerPath }));
  const elsewhere = libraries.flatMap((library) => placesElsewhere(library, moved));
  const taken = new Set(libraries.map(({ containerPath }) => containerPath));
  return [...new Map([...moved, ...elsewhere].map((file) => [file.containerPath, file])).values()].filter(
    ({ containerPath }) => !taken.has(containerPath),
  );
}

function at({ realPath }: Library, containerPath: string): DriverFile {
  return { realPath, containerPath };
}

/** The names of a library again, in a directory that is searched. */
function placesElsewhere(library: Library, named: readonly DriverFile[]): readonly DriverFile[] {
  const folder = defaults.get(library.elf.machine);
  if (searched.has(library.folder) || library.folder.endsWith("/vdpau") || folder === undefined) return [];
  const own = named.filter(({ realPath }) => realPath === library.realPath);
  return own
    .filter(({ containerPath }) => containerPath.startsWith(`${library.folder}/`))
    .map(({ containerPath }) => at(library, folder + containerPath.slice(library.folder.length)));
}
