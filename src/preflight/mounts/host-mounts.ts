import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";
import { MountTree } from "./mount-tree.ts";
import { parseMountinfo } from "./mountinfo.ts";

/** Thousands of containers come to some megabytes. */
const longest = 16 * 1024 * 1024;

/** The mounts that a runtime on a host sees; undefined where they cannot be read. */
export const hostMounts = oncePer((host: HostTree): MountTree | undefined => {
  const text = mountinfoPaths(host).reduce<string | undefined>(
    (found, path) => found ?? host.readText(path, longest),
    undefined,
  );
  const mounts = text === undefined ? [] : parseMountinfo(text);
  return mounts.length === 0 ? undefined : new MountTree(mounts);
});

/** Under another root, `self` would be this process, which has mounts of its own. */
export function mountinfoPaths(host: HostTree): readonly string[] {
  return host.root === "/" ? ["/proc/self/mountinfo"] : ["/proc/1/mountinfo", "/proc/self/mountinfo"];
}
