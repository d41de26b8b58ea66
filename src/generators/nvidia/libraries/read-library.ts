import { basename, dirname } from "node:path";
import { readParts } from "../../../host/read-parts.ts";
import { problem } from "../../../problems.ts";
import { driverFile } from "../driver/driver-file.ts";
import type { Site } from "../site.ts";
import { readElfFile } from "./elf-file.ts";
import type { Library } from "./library.ts";

/** The library that a path leads to. One that cannot be read, a truncated one say, is reported and left out. */
export function readLibrary(site: Site, path: string): Library | undefined {
  const found = driverFile(site, path);
  if (!found) return undefined;
  const elf = readParts(site.driver.tree, found.realPath, readElfFile);
  if (!elf) {
    site.report(
      problem("odd-device", `Cannot use ${found.realPath}: it cannot be read as a shared library`, {
        path: found.realPath,
      }),
    );
    return undefined;
  }
  const [folder, file] = [dirname(found.realPath), basename(found.realPath)];
  return {
    realPath: found.realPath,
    containerPath: found.realPath,
    folder,
    file,
    soname: elf.soname ?? file,
    elf,
  };
}
