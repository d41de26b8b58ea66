import type { HostTree } from "../../host/host-tree.ts";
import type { NodeUser } from "../devices/file-access.ts";
import { callerOn } from "../limits/caller.ts";
import { oncePer } from "../once-per.ts";

export interface RuntimeUser extends NodeUser {
  /** Whether it is sure that the runtime runs as this user. */
  readonly isCertain: boolean;
}

const root: RuntimeUser = { uid: 0, gids: new Set([0]), capabilities: new Set(["CAP_DAC_OVERRIDE"]), isCertain: true };

/** As whom a runtime on a host runs: as root, unless somebody else asks, who may mean a rootless one. */
export const runtimeUser = oncePer((host: HostTree): RuntimeUser => {
  if (callerOn(host)?.isRoot !== false) return root;
  return userIn(host.readText("/proc/self/status") ?? "");
});

/** By the text of `/proc/PID/status`. */
export function userIn(status: string): RuntimeUser {
  const ids = (name: string): number[] => {
    const line = new RegExp(`^${name}:[ \\t]*([\\d \\t]*)$`, "m").exec(status)?.[1] ?? "";
    return line.split(/[ \t]+/).flatMap((text) => (text === "" ? [] : Number(text)));
  };
  const [, uid = 65_534] = ids("Uid");
  const [, gid = 65_534] = ids("Gid");
  return { uid, gids: new Set([gid, ...ids("Groups")]), capabilities: new Set(), isCertain: false };
}
