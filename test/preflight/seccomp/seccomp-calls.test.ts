import { describe, expect, it } from "vitest";
import { foreignLibraries } from "../../../src/preflight/seccomp/foreign-libraries.ts";
import { seccompCalls } from "../../../src/preflight/seccomp/seccomp-calls.ts";
import { saysOf } from "../says-of.ts";

const says = (nodes: readonly string[], seccomp?: object) =>
  saysOf(seccompCalls, { nodes, oci: { linux: { seccomp } } });

const deny = (names: readonly string[], more: object = {}) => ({
  defaultAction: "SCMP_ACT_ALLOW",
  syscalls: [{ names, action: "SCMP_ACT_ERRNO", ...more }],
});

const allowOnly = (names: readonly string[]) => ({
  defaultAction: "SCMP_ACT_ERRNO",
  syscalls: [{ names, action: "SCMP_ACT_ALLOW" }],
});

describe("system calls that devices are used by", () => {
  it("are no matter without a filter, or where it allows them", () => {
    expect(says(["/dev/nvidia0"])).toEqual([]);
    expect(says(["/dev/nvidia0"], allowOnly(["ioctl", "open"]))).toEqual([]);
    expect(says(["/dev/nvidia0"], deny(["reboot"]))).toEqual([]);
  });

  it("are missed where the filter denies ioctl to a kind of device that is known", () => {
    expect(says(["/dev/nvidia0"], deny(["ioctl"]))).toEqual([
      "error seccomp-denies: The seccomp profile denies ioctl (NV_ESC_CHECK_VERSION_STR) to users of /dev/nvidia0: it fails with EPERM (operation not permitted) -> Allow ioctl in the seccomp profile",
    ]);
    expect(says(["/dev/ttyUSB0"], allowOnly(["read", "write"]))).toEqual([
      "error seccomp-denies: The seccomp profile denies ioctl (TCGETS) to users of /dev/ttyUSB0: it fails with EPERM (operation not permitted) -> Allow ioctl in the seccomp profile",
    ]);
  });

  it("may be missed where the kind is not known", () => {
    expect(says(["/dev/thing"], deny(["ioctl"]))).toEqual([
      "warning seccomp-may-deny: The seccomp profile denies ioctl (what most devices are used by) to users of /dev/thing: it fails with EPERM (operation not permitted) -> Allow ioctl in the seccomp profile",
    ]);
  });

  it("are judged by the request that such a device is asked first", () => {
    const terminals = { index: 1, value: 0xff00, valueTwo: 0x5400, op: "SCMP_CMP_MASKED_EQ" };
    const profile = deny(["ioctl"], { args: [terminals] });
    expect(says(["/dev/nvidia0"], profile)).toEqual([]);
    expect(says(["/dev/ttyS0"], profile).join()).toMatch(/^error seccomp-denies: .*denies ioctl \(TCGETS\)/);
  });

  it("fail as the profile says", () => {
    expect(says(["/dev/kvm"], deny(["ioctl"], { errnoRet: 38 })).join()).toContain("fails with ENOSYS");
    expect(says(["/dev/kvm"], deny(["ioctl"], { errnoRet: 0 })).join()).toContain("does nothing and seems to succeed");
    const kill = { defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: ["ioctl"], action: "SCMP_ACT_KILL" }] };
    expect(says(["/dev/kvm"], kill).join()).toContain("ends the program with SIGSYS");
  });

  it("of which a device can do without are a doubt", () => {
    expect(says(["/dev/fuse"], deny(["mount"]))).toEqual([
      "warning seccomp-may-deny: The seccomp profile denies mount (mounting a file system of its own) to users of /dev/fuse: it fails with EPERM (operation not permitted) -> Allow mount in the seccomp profile, or run the container with --cap-add=SYS_ADMIN where the engine's profile allows it then",
    ]);
    const logged = { defaultAction: "SCMP_ACT_LOG", syscalls: [] };
    expect(says(["/dev/fuse"], logged)).toEqual([]);
  });

  it("are told of once for the nodes of a kind", () => {
    const found = says(["/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm"], deny(["ioctl"]));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("/dev/nvidia0");
  });

  it("are not asked of a profile that runtimes refuse", () => {
    expect(says(["/dev/nvidia0"], { defaultAction: "SCMP_ACT_FROB" })).toEqual([]);
  });
});

describe("libraries of 32 bits", () => {
  const mounts = [
    {
      hostPath: "/usr/lib/i386-linux-gnu/libcuda.so.570.86.10",
      containerPath: "/usr/lib/i386-linux-gnu/libcuda.so.570.86.10",
    },
  ];
  const with32 = (seccomp?: object) => saysOf(foreignLibraries, { edits: { mounts }, oci: { linux: { seccomp } } });

  it("are of no use under a filter that is not made for them", () => {
    expect(with32({ defaultAction: "SCMP_ACT_ALLOW", architectures: ["SCMP_ARCH_X86_64"] })).toEqual([
      "warning seccomp-may-deny: The seccomp profile is not made for programs of 32 bits, which /usr/lib/i386-linux-gnu/libcuda.so.570.86.10 would serve: their first system call ends them with SIGSYS (bad system call) -> Add SCMP_ARCH_X86 to linux.seccomp.architectures",
    ]);
  });

  it("work without a filter, and under one that is made for them", () => {
    expect(with32()).toEqual([]);
    expect(with32({ defaultAction: "SCMP_ACT_ALLOW", architectures: ["SCMP_ARCH_X86"] })).toEqual([]);
  });
});
