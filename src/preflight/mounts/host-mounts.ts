import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";
import { MountTree } from "./mount-tree.ts";
import { type HostMount, parseMountinfo } from "./mountinfo.ts";

/** Thousands of containers come to some megabytes. */
const longest = 16 * 1024 * 1024;

/** The mounts that a runtime on a host sees, in the order of mountinfo; undefined where they cannot be read. */
export const hostMountList = oncePer((host: HostTree): readonly HostMount[] | undefined => {
  const text = mountinfoPaths(host).reduce<string | undefined>(
    (found, path) => found ?? host.readText(path, longest),
    undefined,
  );
  return text === undefined ? undefined : parseMountinfo(text);
});

/** The same as they lie over each other; undefined as well where there are none. */
export const hostMounts = oncePer((host: HostTree): MountTree | undefined => {
  const mounts = hostMountList(host) ?? [];
  return mounts.length === 0 ? undefined : new MountTree(mounts);
});

/** Under another root, `self` would be this process, which has mounts of its own. */
export function mountinfoPaths(host: HostTree): readonly string[] {
  return host.root === "/" ? ["/proc/self/mountinfo"] : ["/proc/1/mountinfo", "/proc/self/mountinfo"];
}
