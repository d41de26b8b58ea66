import { readFileSync, readlinkSync } from "node:fs";
import type { ActivatedListener } from "./listener.ts";

export interface ActivationWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
}

/** Where the sockets begin that a service manager hands over, as sd_listen_fds(3) has it. */
const firstDescriptor = 3;

/**
 * The sockets that the service manager hands over; none where the variables are for another process, such as the parent
 * of this one.
 * @throws as a system call does, where a descriptor is not open
 */
export function activatedListeners({ env, pid }: ActivationWorld): readonly ActivatedListener[] {
  const count = env["LISTEN_FDS"] ?? "";
  if (env["LISTEN_PID"] !== String(pid) || !/^\d{1,3}$/.test(count)) return [];
  const names = (env["LISTEN_FDNAMES"] ?? "").split(":");
  return Array.from({ length: Number(count) }, (_, index) => {
    const descriptor = firstDescriptor + index;
    const name = names[index] || "unknown";
    const path = unixSocketPath(descriptor);
    if (path === undefined) return { kind: "activated", descriptor, family: "tcp", name };
    return { kind: "activated", descriptor, family: "unix", name: path || name };
  });
}

/** The path of a unix socket that this process has open, empty for one without; undefined for any other socket. */
function unixSocketPath(descriptor: number): string | undefined {
  const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${descriptor}`)) ?? [];
  const lines = readFileSync("/proc/net/unix", "utf8").split("\n");
  const line = lines.map((text) => columns.exec(text)).find((match) => match?.[1] === inode);
  return line ? (line[2] ?? "") : undefined;
}

/** Of `Num: RefCount Protocol Flags Type St Inode Path`, the last two. */
const columns = /^\S+: (?:\S+ +){5}(\d+)(?: (.*))?$/;
