import type { DeviceRule } from "../../oci/container.ts";
import type { Rights } from "./device-rights.ts";

/** What the kernel asks the cgroup of a process when it opens a device node. */
export interface NodeRequest {
  readonly type: "b" | "c";
  readonly major: number;
  readonly minor: number;
  readonly rights: Rights;
}

/** Whether the kernel lets it. */
export type Judge = (request: NodeRequest) => boolean;

/** A rule as part of a message: `c 10:* rwm`. */
export function ruleInMessage({ type = "a", major, minor, access = "" }: DeviceRule): string {
  if (type === "a") return "a *:* rwm";
  return `${type.slice(0, 16)} ${major ?? "*"}:${minor ?? "*"} ${access.slice(0, 16)}`.trimEnd();
}
