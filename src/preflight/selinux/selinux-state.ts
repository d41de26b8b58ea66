import type { HostTree } from "../../host/host-tree.ts";
import { hostMountList } from "../mounts/host-mounts.ts";
import { oncePer } from "../once-per.ts";
import { parseSelinuxLabel } from "./selinux-label.ts";

/**
 * Whether the kernel of a host confines programs by SELinux. A `permissive` one writes to its log and denies nothing; one
 * `without policy` is what `SELINUX=disabled` in `/etc/selinux/config` leaves since Linux 6.4.
 */
export type SelinuxState = "enforcing" | "permissive" | "without policy" | "off" | "unseen";

export interface Selinux {
  readonly state: SelinuxState;
  /** Whether labels of its policy have levels; undefined where that cannot be read. */
  readonly hasLevels: boolean | undefined;
  /** The value of a boolean of its policy; undefined where there is none, or it cannot be read. */
  readonly boolean: (name: string) => boolean | undefined;
}

const usualPlace = "/sys/fs/selinux";

export const selinuxOn = oncePer((host: HostTree): Selinux => {
  const place = placeOn(host);
  const values = new Map<string, boolean | undefined>();
  const flag = (name: string): boolean | undefined => {
    const known = values.has(name) ? values.get(name) : flagIn(host.readText(`${place ?? usualPlace}/${name}`));
    values.set(name, known);
    return known;
  };
  return {
    state: place === undefined ? stateWithout(host) : stateBy(flag("enforce"), labelOfInit(host)),
    hasLevels: place === undefined ? undefined : flag("mls"),
    boolean: (name) => flag(`booleans/${name}`),
  };
});

/** Where its own file system is mounted. */
function placeOn(host: HostTree): string | undefined {
  if (host.readText(`${usualPlace}/enforce`) !== undefined) return usualPlace;
  return hostMountList(host)?.find(({ type }) => type === "selinuxfs")?.point;
}

/** The kernel knows the file system only where SELinux was on at boot. Runtimes take it for off where it is not mounted. */
function stateWithout(host: HostTree): SelinuxState {
  const types = host.readText("/proc/filesystems");
  if (types !== undefined && !/\tselinuxfs$/m.test(types)) return "off";
  const isLabelled = !("fault" in parseSelinuxLabel(labelOfInit(host)));
  return types === undefined || hostMountList(host) === undefined || isLabelled ? "unseen" : "off";
}

/** Before a policy is loaded, all programs have the label `kernel`. */
function stateBy(isEnforcing: boolean | undefined, label: string): SelinuxState {
  if (isEnforcing === undefined) return "unseen";
  if (label === "kernel") return "without policy";
  return isEnforcing ? "enforcing" : "permissive";
}

/** Where another module than SELinux has the say, it is no label of SELinux. */
function labelOfInit(host: HostTree): string {
  return (host.readText("/proc/1/attr/current") ?? "").replace(/[\0\n]+$/, "");
}

/** A file of a boolean has its value as it is now, and as it is to be. */
function flagIn(text: string | undefined): boolean | undefined {
  const [now] = text?.trim().split(" ") ?? [];
  return now === "1" ? true : now === "0" ? false : undefined;
}
