import type { HostTree } from "../../host/host-tree.ts";
import { byPathName } from "../udev/by-path-name.ts";
import { deviceNameOf } from "./device-name.ts";

/** The name of what hangs at a real path of sysfs by its place there, as udev says it; undefined where that has none. */
export function placeNameOf(host: HostTree, devicePath: string): string | undefined {
  const place = byPathName(host, devicePath);
  return place === undefined ? undefined : deviceNameOf(place);
}
