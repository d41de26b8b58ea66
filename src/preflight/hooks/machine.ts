import type { HostTree } from "../../host/host-tree.ts";
import { readParts } from "../../host/read-parts.ts";
import { oncePer } from "../once-per.ts";
import { readProgramHead } from "./program-head.ts";

/** The numbers by which ELF files name machines. */
const names: ReadonlyMap<number, string> = new Map([
  [3, "i386"],
  [21, "ppc64"],
  [22, "s390"],
  [40, "arm"],
  [62, "x86-64"],
  [183, "aarch64"],
  [243, "riscv"],
  [258, "loongarch"],
]);

export function machineInMessage(machine: number): string {
  return names.get(machine) ?? `machine ${machine}`;
}

/** Machines that run the programs of an older one too. */
const alsoRuns: ReadonlyMap<number, number> = new Map([
  [62, 3],
  [183, 40],
]);

/** The machine that a host is, where it cannot start a program for another; undefined where it may. */
export function otherMachine(machine: number, host: HostTree): number | undefined {
  const own = machineOf(host);
  if (own === undefined || own === machine || alsoRuns.get(own) === machine) return undefined;
  return own;
}

/** By the programs that every machine has; undefined where the kernel has been told how to run those of others. */
const machineOf = oncePer((host: HostTree): number | undefined => {
  if (host.list("/proc/sys/fs/binfmt_misc")?.some((name) => name !== "register" && name !== "status")) return undefined;
  for (const path of ["/bin/sh", "/usr/bin/env", "/sbin/init"]) {
    const head = readParts(host, path, readProgramHead);
    if (head?.format === "elf" && head.machine !== undefined) return head.machine;
  }
  return undefined;
});
