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

  it.each([
    ["/dev/nvidia0", "NV_ESC_CHECK_VERSION_STR"],
    ["/dev/dri/renderD128", "DRM_IOCTL_VERSION"],
    ["/dev/accel/accel0", "DRM_IOCTL_VERSION"],
    ["/dev/kfd", "AMDKFD_IOC_GET_VERSION"],
    ["/dev/infiniband/uverbs0", "RDMA_VERBS_IOCTL"],
    ["/dev/infiniband/umad0", "IB_USER_MAD_REGISTER_AGENT"],
    ["/dev/bus/usb/001/002", "USBDEVFS_SUBMITURB"],
    ["/dev/ttyS0", "TCGETS"],
    ["/dev/ttyACM0", "TCGETS"],
    ["/dev/vfio/12", "VFIO_GET_API_VERSION"],
    ["/dev/kvm", "KVM_GET_API_VERSION"],
    ["/dev/vhost-net", "VHOST_SET_OWNER"],
    ["/dev/net/tun", "TUNSETIFF"],
    ["/dev/ppp", "PPPIOCNEWUNIT"],
    ["/dev/video0", "VIDIOC_QUERYCAP"],
    ["/dev/dma_heap/system", "DMA_HEAP_IOCTL_ALLOC"],
    ["/dev/snd/pcmC0D0p", "SNDRV_PCM_IOCTL_PVERSION"],
    ["/dev/uinput", "UI_DEV_CREATE"],
    ["/dev/gpiochip0", "GPIO_GET_CHIPINFO_IOCTL"],
    ["/dev/i2c-1", "I2C_FUNCS"],
    ["/dev/spidev0.0", "SPI_IOC_RD_MODE"],
    ["/dev/mapper/control", "DM_VERSION"],
  ])("are an error where %s is of no use without %s", (path, purpose) => {
    const [found = "", ...more] = says([path], deny(["ioctl"]));
    expect(more).toEqual([]);
    expect(found).toContain(
      `error seccomp-denies: The seccomp profile denies ioctl (${purpose}) to users of ${path}: `,
    );
  });

  it.each([
    ["/dev/input/event0", "EVIOCGVERSION"],
    ["/dev/watchdog", "WDIOC_GETSUPPORT"],
    ["/dev/nvme0", "NVME_IOCTL_ADMIN_CMD"],
    ["/dev/sda", "BLKGETSIZE64"],
  ])("are a doubt where users of %s can do without %s", (path, purpose) => {
    expect(says([path], deny(["ioctl"])).join()).toContain(
      `warning seccomp-may-deny: The seccomp profile denies ioctl (${purpose})`,
    );
  });

  it("are none of those of nodes that are read and written alone", () => {
    const nodes = ["/dev/null", "/dev/random", "/dev/mem", "/dev/kmsg", "/dev/cpu/0/msr", "/dev/tpm0", "/dev/fuse"];
    expect(says(nodes, deny(["ioctl"]))).toEqual([]);
  });

  it.each([
    ["/dev/infiniband/uverbs0", "mlock", "memory for remote access"],
    ["/dev/infiniband/uverbs0", "madvise", "memory for remote access"],
    ["/dev/infiniband/uverbs0", "socket", "NETLINK_RDMA, by which rdma-core finds devices"],
    ["/dev/bus/usb", "socket", "NETLINK_KOBJECT_UEVENT, by which libusb learns of devices that come and go"],
    ["/dev/kvm", "eventfd2", "interrupts of a guest"],
    ["/dev/kfd", "mbind", "memory near a GPU"],
  ])("of %s are more than ioctl: %s", (path, name, purpose) => {
    const [found = "", ...more] = says([path], deny([name]));
    expect(more).toEqual([]);
    expect(found).toContain(
      `warning seccomp-may-deny: The seccomp profile denies ${name} (${purpose}) to users of ${path}: `,
    );
  });

  it("are let through by the rules for sockets that podman comes with", () => {
    const netlink = { index: 0, value: 16, op: "SCMP_CMP_EQ" };
    const audit = { index: 2, value: 9, op: "SCMP_CMP_EQ" };
    const not = (condition: { index: number; value: number }) => ({ ...condition, op: "SCMP_CMP_NE" });
    const socket = (action: string, ...args: readonly object[]) => ({ names: ["socket"], action, args });
    const profile = {
      defaultAction: "SCMP_ACT_ERRNO",
      defaultErrnoRet: 38,
      syscalls: [
        { names: ["ioctl", "mlock", "madvise"], action: "SCMP_ACT_ALLOW" },
        { ...socket("SCMP_ACT_ERRNO", netlink, audit), errnoRet: 22 },
        socket("SCMP_ACT_ALLOW", not(audit)),
        socket("SCMP_ACT_ALLOW", not(netlink)),
      ],
    };
    expect(says(["/dev/infiniband/uverbs0", "/dev/bus/usb"], profile)).toEqual([]);
  });

  it("of a device that is not known are those of no list of requests", () => {
    const only = (op: string, action: string, defaultAction: string) => {
      const args = [{ index: 1, value: 0x5412, op }];
      return { defaultAction, syscalls: [{ names: ["ioctl"], action, args }] };
    };
    const found = says(["/dev/thing"], only("SCMP_CMP_EQ", "SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO"));
    expect(found).toHaveLength(1);
    expect(found.join()).toMatch(/^warning seccomp-may-deny: The seccomp profile denies ioctl /);
    expect(says(["/dev/thing"], only("SCMP_CMP_EQ", "SCMP_ACT_ERRNO", "SCMP_ACT_ALLOW"))).toEqual([]);
    expect(says(["/dev/thing"], only("SCMP_CMP_NE", "SCMP_ACT_ERRNO", "SCMP_ACT_ALLOW"))).toHaveLength(1);
  });

  it("may be denied where an argument decides that nobody knows", () => {
    const descriptor = { index: 0, value: 3, op: "SCMP_CMP_EQ" };
    expect(says(["/dev/kvm"], deny(["ioctl"], { args: [descriptor] }))).toEqual([
      "warning seccomp-may-deny: The seccomp profile may deny ioctl (KVM_GET_API_VERSION) to users of /dev/kvm: it fails with EPERM (operation not permitted) -> Allow ioctl in the seccomp profile",
    ]);
  });

  it("fail as the profile says", () => {
    expect(says(["/dev/kvm"], deny(["ioctl"], { errnoRet: 38 })).join()).toContain("fails with ENOSYS");
    expect(says(["/dev/kvm"], deny(["ioctl"], { errnoRet: 0 })).join()).toContain("does nothing and seems to succeed");
    const kill = { defaultAction: "SCMP_ACT_ALLOW", syscalls: [{ names: ["ioctl"], action: "SCMP_ACT_KILL" }] };
    expect(says(["/dev/kvm"], kill).join()).toContain("ends the program with SIGSYS");
    const trace = { ...kill, syscalls: [{ names: ["ioctl"], action: "SCMP_ACT_TRACE" }] };
    expect(says(["/dev/kvm"], trace).join()).toContain("fails with ENOSYS (function not implemented)");
    expect(says(["/dev/kvm"], deny(["ioctl"], { errnoRet: 4000 })).join()).toContain("fails with the error 4000");
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
