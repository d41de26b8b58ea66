import type { DeviceKind } from "../kinds/device-kind.ts";

/** What a kind of device asks for in capabilities. */
export interface CapabilityNeed {
  readonly kind: DeviceKind;
  readonly capability: string;
  /** What does not work without, as part of a sentence. */
  readonly effect: string;
  /** Whether the device is of no use at all without. */
  readonly isEssential: boolean;
  /** Whether it has to be one of the host's, which nobody has in a user namespace. */
  readonly isOfHost: boolean;
  /** A program with the set-user-ID bit that people use instead. */
  readonly helper?: string;
  /** Needed only where this file of the host has a 1. */
  readonly onlyIf?: string;
}

const eperm = "fails with EPERM (operation not permitted)";

/** As the kernel asks: drivers/char/mem.c, arch/x86/kernel/msr.c, drivers/net/tun.c and so on. */
export const capabilityNeeds: readonly CapabilityNeed[] = [
  {
    kind: "memory",
    capability: "CAP_SYS_RAWIO",
    effect: `opening it ${eperm}`,
    isEssential: true,
    isOfHost: true,
  },
  {
    kind: "msr",
    capability: "CAP_SYS_RAWIO",
    effect: `opening it ${eperm}`,
    isEssential: true,
    isOfHost: true,
  },
  {
    kind: "ppp",
    capability: "CAP_NET_ADMIN",
    effect: `opening it ${eperm}`,
    isEssential: true,
    isOfHost: false,
  },
  {
    kind: "device-mapper-control",
    capability: "CAP_SYS_ADMIN",
    effect: "every call on it fails with EACCES (permission denied)",
    isEssential: true,
    isOfHost: true,
  },
  {
    kind: "tun",
    capability: "CAP_NET_ADMIN",
    effect: `making an interface (TUNSETIFF) ${eperm}`,
    isEssential: false,
    isOfHost: false,
  },
  {
    kind: "fuse",
    capability: "CAP_SYS_ADMIN",
    effect: `mounting a file system of its own ${eperm}`,
    isEssential: false,
    isOfHost: false,
    helper: "fusermount3",
  },
  {
    kind: "kernel-log",
    capability: "CAP_SYSLOG",
    effect: `opening it to read ${eperm}, since kernel.dmesg_restrict is 1`,
    isEssential: false,
    isOfHost: false,
    onlyIf: "/proc/sys/kernel/dmesg_restrict",
  },
];
