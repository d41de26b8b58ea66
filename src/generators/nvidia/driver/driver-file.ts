import type { Mount } from "../../../cdi/spec.ts";
import { lookInside } from "../../../host/look-inside.ts";
import type { Site } from "../site.ts";

/** A file of the driver, to be seen by containers. */
export interface DriverFile {
  /** Where it is in the driver's tree, with no link left in it. */
  readonly realPath: string;
  readonly containerPath: string;
}

/** The regular file that a path of the driver's tree leads to, unless others can write it. */
export function driverFile(site: Site, path: string, containerPath = path): DriverFile | undefined {
  const realPath = site.driver.tree.realPath(path);
  if (realPath === undefined || !lookInside(site.driver.tree, realPath)?.isFile()) return undefined;
  return site.trust.allows(realPath) ? { realPath, containerPath } : undefined;
}

/** The first of several paths at which there is a file. */
export function firstFile(
  site: Site,
  paths: readonly string[],
  containerPathOf?: (path: string) => string,
): DriverFile | undefined {
  for (const path of paths) {
    const found = driverFile(site, path, containerPathOf?.(path));
    if (found) return found;
  }
  return undefined;
}

export function mountOf(site: Site, file: DriverFile, options: readonly string[]): Mount {
  return {
    hostPath: `${site.driver.prefix}${file.realPath}`,
    containerPath: file.containerPath,
    options: [...options],
  };
}
