import { normalize } from "node:path";
import { sysfsText } from "../../../host/sysfs-value.ts";
import type { Site } from "../site.ts";
import { type DriverFile, driverFile } from "./driver-file.ts";

/** The firmware that the driver loads into GPUs, and that programs ask of it for their dumps. */
export function findFirmware(site: Site, version: string): readonly DriverFile[] {
  const found = firmwareFolders(site).flatMap((folder) => {
    const directory = `${folder}/nvidia/${version}`;
    const names = site.driver.tree.list(directory) ?? [];
    return names.filter((name) => /^gsp.*\.bin$/.test(name)).map((name) => driverFile(site, `${directory}/${name}`));
  });
  return found.filter((file) => file !== undefined);
}

/** Where the kernel looks for firmware, in its order. */
function firmwareFolders({ tree }: Site): readonly string[] {
  const custom = sysfsText(tree, "/sys/module/firmware_class/parameters/path");
  const release = releaseIn(sysfsText(tree, "/proc/sys/kernel/osrelease"));
  return [
    ...(custom?.startsWith("/") ? [normalize(custom)] : []),
    ...(release === undefined ? [] : [`/lib/firmware/updates/${release}`]),
    "/lib/firmware/updates",
    ...(release === undefined ? [] : [`/lib/firmware/${release}`]),
    "/lib/firmware",
  ];
}

/** A release as the name of a directory, and nothing else. */
function releaseIn(text: string | undefined): string | undefined {
  return text !== undefined && /^\w[\w.+~-]*$/.test(text) ? text : undefined;
}
