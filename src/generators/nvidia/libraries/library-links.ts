import type { Site } from "../site.ts";
import type { Library } from "./library.ts";

/** A further name of a library in containers. */
export interface LibraryLink {
  /** What the link says, as on the host. */
  readonly target: string;
  readonly path: string;
  readonly library: Library;
}

/** Names that libraries have whether or not the host has them. The target may be the file itself. */
interface KnownLink {
  readonly file: RegExp;
  readonly target: string | ((library: Library) => string);
  readonly name: string;
}

const own = ({ file }: Library): string => file;

const computeLinks: readonly KnownLink[] = [
  { file: /^libcuda\.so\.\d+\.\d/, target: "libcuda.so.1", name: "libcuda.so" },
  { file: /^libGLX_nvidia\.so\.\d+\.\d/, target: own, name: "libGLX_indirect.so.0" },
  {
    file: /^libnvidia-opticalflow\.so\.\d+\.\d/,
    target: "libnvidia-opticalflow.so.1",
    name: "libnvidia-opticalflow.so",
  },
];

const graphicsLinks: readonly KnownLink[] = [
  { file: /^libnvidia-allocator\.so\.\d+\.\d/, target: "../libnvidia-allocator.so.1", name: "gbm/nvidia-drm_gbm.so" },
  { file: /^libnvidia-vulkan-producer\.so\.\d+\.\d/, target: own, name: "libnvidia-vulkan-producer.so" },
  { file: /^libglxserver_nvidia\.so\.\d+\.\d/, target: own, name: "libglxserver_nvidia.so" },
];

/** The names by which graphics programs load parts of the driver. */
export function graphicsLinksOf(libraries: readonly Library[]): readonly LibraryLink[] {
  return libraries.flatMap((library) => knownLinks(library, graphicsLinks));
}

/** The names by which programs load and link libraries: those that are known, and those that the host has as well. */
export function libraryLinksOf(site: Site, libraries: readonly Library[]): readonly LibraryLink[] {
  const links = libraries.flatMap((library) => [...knownLinks(library, computeLinks), ...hostLinks(site, library)]);
  return [...new Map(links.toReversed().map((link) => [link.path, link])).values()].toReversed();
}

function knownLinks(library: Library, known: readonly KnownLink[]): readonly LibraryLink[] {
  return known
    .filter(({ file }) => file.test(library.file))
    .map(({ target, name }) => ({
      target: typeof target === "string" ? target : target(library),
      path: `${library.folder}/${name}`,
      library,
    }));
}

function hostLinks(site: Site, library: Library): readonly LibraryLink[] {
  const { file, folder, soname } = library;
  const linked = `${soname.split(".so")[0]}.so`;
  const links: LibraryLink[] = [];
  if (soname !== file && isLink(site, folder, soname))
    links.push({ target: file, path: `${folder}/${soname}`, library });
  if (linked !== soname && linked !== file && isLink(site, folder, linked)) {
    links.push({ target: soname, path: `${folder}/${linked}`, library });
  }
  return links;
}

/** Whether the host has a link of a name, wherever it leads: a file of that name is another library. */
function isLink({ driver: { tree }, namesIn }: Site, folder: string, name: string): boolean {
  return namesIn(folder).has(name) && tree.realPath(`${folder}/${name}`) !== `${folder}/${name}`;
}
