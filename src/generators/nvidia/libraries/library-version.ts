import { problem } from "../../../problems.ts";
import type { Site } from "../site.ts";

/** Libraries of which there is one in each installation of the driver, a server's or a desktop's. */
const signs = /^lib(?:cuda|nvidia-ml|nvidia-glcore|GLX_nvidia)\.so\.(\d+(?:\.\d+){1,2})$/;

/**
 * The version of the libraries to use: that of the driver that runs, or the only one that is installed where the driver
 * does not say. Undefined, with a report, where there is no such version.
 */
export function libraryVersion(site: Site, folders: readonly string[]): string | undefined {
  const names = folders.flatMap((folder) => [...site.namesIn(folder)]);
  const installed = [...new Set(names.map((name) => signs.exec(name)?.[1]).filter((version) => version !== undefined))];
  const wanted = site.version ?? (installed.length === 1 ? installed[0] : undefined);
  if (wanted !== undefined && installed.includes(wanted)) return wanted;
  const found = installed.length === 0 ? "none are installed" : `those of ${installed.join(" and ")} are installed`;
  const running =
    site.version === undefined ? "the driver does not say its version" : `the driver that runs is ${site.version}`;
  site.report(problem("odd-device", `Containers get no libraries of the driver: ${found}, and ${running}`));
  return undefined;
}
