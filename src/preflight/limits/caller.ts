import type { HostTree } from "../../host/host-tree.ts";
import { oncePer } from "../once-per.ts";
import { type ProcessLimits, parseProcessLimits } from "./process-limits.ts";

/** What this process may do; a runtime that is started from where it was can do no more. */
export interface Caller {
  readonly isRoot: boolean;
  readonly hasCapability: (number: number) => boolean;
  /** The highest number that the kernel knows. */
  readonly lastCapability: number;
  /** Hard limits by the names of `RLIMIT_…`. */
  readonly limits: ProcessLimits;
}

/** Undefined where the host is not the machine that this process runs on. */
export const callerOn = oncePer((host: HostTree): Caller | undefined => {
  const status = host.root === "/" ? host.readText("/proc/self/status") : undefined;
  return status === undefined ? undefined : callerOf(status, host.readText("/proc/self/limits") ?? "", lastOn(host));
});

/** By the texts of `/proc/PID/status` and `/proc/PID/limits`. */
export function callerOf(status: string, limits: string, lastCapability: number): Caller {
  const user = /^Uid:\t\d+\t(\d+)\t/m.exec(status)?.[1];
  const bits = BigInt(`0x${/^CapPrm:\t([0-9a-f]{1,16})$/m.exec(status)?.[1] ?? "0"}`);
  return {
    isRoot: user === "0",
    hasCapability: (number) => ((bits >> BigInt(number)) & 1n) === 1n,
    lastCapability,
    limits: parseProcessLimits(limits),
  };
}

function lastOn(host: HostTree): number {
  const text = host.readText("/proc/sys/kernel/cap_last_cap")?.trim() ?? "";
  return /^\d{1,3}$/.test(text) ? Number(text) : 40;
}
