import type { HostTree } from "../../host/host-tree.ts";
import { mountinfoPaths } from "../mounts/host-mounts.ts";
import { parseMountinfo } from "../mounts/mountinfo.ts";
import { oncePer } from "../once-per.ts";

/** Whether the kernel of a host confines programs by SELinux. A `permissive` one writes to its log and denies nothing. */
export type SelinuxState = "enforcing" | "permissive" | "off" | "unseen";

export interface Selinux {
  readonly state: SelinuxState;
  /** The value of a boolean of its policy; undefined where there is none, or it cannot be read. */
  readonly boolean: (name: string) => boolean | undefined;
}

const usualPlace = "/sys/fs/selinux";

export const selinuxOn = oncePer((host: HostTree): Selinux => {
  const place = placeOn(host);
  const values = new Map<string, boolean | undefined>();
  return {
    state: place === undefined ? (isKnownOff(host) ? "off" : "unseen") : stateBy(host.readText(`${place}/enforce`)),
    boolean: (name) => {
      if (!values.has(name)) values.set(name, booleanBy(host.readText(`${place ?? usualPlace}/booleans/${name}`)));
      return values.get(name);
    },
  };
});

/** Where its own file system is mounted. Runtimes take SELinux for off where it is nowhere. */
function placeOn(host: HostTree): string | undefined {
  if (host.readText(`${usualPlace}/enforce`) !== undefined) return usualPlace;
  const text = mountinfoPaths(host).reduce<string | undefined>(
    (found, path) => found ?? host.readText(path, longest),
    undefined,
  );
  return parseMountinfo(text ?? "").find(({ type }) => type === "selinuxfs")?.point;
}

const longest = 16 * 1024 * 1024;

/** The kernel offers the file system only where SELinux was on at boot, and without a mount it is not used. */
function isKnownOff(host: HostTree): boolean {
  const types = host.readText("/proc/filesystems");
  if (types === undefined) return false;
  return (
    !/\tselinuxfs$/m.test(types) || mountinfoPaths(host).some((path) => host.readText(path, longest) !== undefined)
  );
}

function stateBy(text: string | undefined): SelinuxState {
  if (text === undefined) return "unseen";
  return text.trim() === "0" ? "permissive" : "enforcing";
}

/** As it is now, and as it is to be. */
function booleanBy(text: string | undefined): boolean | undefined {
  const [now] = text?.split(" ") ?? [];
  return now === "1" ? true : now === "0" ? false : undefined;
}
