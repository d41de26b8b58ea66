import type { DeviceKind } from "../kinds/device-kind.ts";
import type { SystemCall } from "./evaluate.ts";

/** A system call that users of a kind of device make. */
export interface DeviceCall {
  readonly kinds: readonly DeviceKind[];
  readonly call: SystemCall;
  /** What it is made for, as people know it. */
  readonly purpose: string;
  /** Whether the device is of no use without. */
  readonly isEssential: boolean;
  /** With it the profiles that engines come with allow the call. */
  readonly capability?: string;
}

/** The request is the second argument. */
function ioctl(request: bigint): SystemCall {
  return { name: "ioctl", args: { 1: request } };
}

/**
 * A request that every program makes of such a device, as the headers in the kernel's uapi number it for machines of 64 bits.
 * What is left out is used by read, write and poll alone: memory, the kernel's log, TPMs, model-specific registers.
 */
const requests: readonly (readonly [kind: DeviceKind, request: bigint, name: string])[] = [
  ["nvidia", 0xc04846d2n, "NV_ESC_CHECK_VERSION_STR"],
  ["dri", 0xc0406400n, "DRM_IOCTL_VERSION"],
  ["accel", 0xc0406400n, "DRM_IOCTL_VERSION"],
  // rdma-core falls back to write for ENOTTY and EPROTONOSUPPORT only.
  ["infiniband", 0xc0181b01n, "RDMA_VERBS_IOCTL"],
  ["infiniband-management", 0xc01c1b01n, "IB_USER_MAD_REGISTER_AGENT"],
  ["kfd", 0x80084b01n, "AMDKFD_IOC_GET_VERSION"],
  ["usb", 0x8038550an, "USBDEVFS_SUBMITURB"],
  ["serial", 0x5401n, "TCGETS"],
  ["usb-serial", 0x5401n, "TCGETS"],
  ["vfio", 0x3b64n, "VFIO_GET_API_VERSION"],
  ["kvm", 0xae00n, "KVM_GET_API_VERSION"],
  ["vhost", 0xaf01n, "VHOST_SET_OWNER"],
  ["tun", 0x400454can, "TUNSETIFF"],
  ["ppp", 0xc004743en, "PPPIOCNEWUNIT"],
  ["video", 0x80685600n, "VIDIOC_QUERYCAP"],
  ["dma-heap", 0xc0184800n, "DMA_HEAP_IOCTL_ALLOC"],
  ["sound", 0x80044100n, "SNDRV_PCM_IOCTL_PVERSION"],
  ["uinput", 0x5501n, "UI_DEV_CREATE"],
  ["gpio", 0x8044b401n, "GPIO_GET_CHIPINFO_IOCTL"],
  ["i2c", 0x705n, "I2C_FUNCS"],
  ["spi", 0x80016b01n, "SPI_IOC_RD_MODE"],
  ["device-mapper-control", 0xc138fd00n, "DM_VERSION"],
];

/** The same where programs get by without. */
const softRequests: typeof requests = [
  ["input", 0x80044501n, "EVIOCGVERSION"],
  ["watchdog", 0x80285700n, "WDIOC_GETSUPPORT"],
  ["nvme", 0xc0484e41n, "NVME_IOCTL_ADMIN_CMD"],
  ["disk", 0x80081272n, "BLKGETSIZE64"],
];

/** A socket of netlink as libraries open it: raw, closed on exec, for a protocol. */
function netlink(protocol: bigint): SystemCall {
  return { name: "socket", args: { 0: 16n, 1: 0x80003n, 2: protocol } };
}

export const deviceCalls: readonly DeviceCall[] = [
  ...requests.map(([kind, request, purpose]) => ({ kinds: [kind], call: ioctl(request), purpose, isEssential: true })),
  ...softRequests.map(([kind, request, purpose]) => {
    return { kinds: [kind], call: ioctl(request), purpose, isEssential: false };
  }),
  {
    kinds: ["infiniband"],
    call: netlink(20n),
    purpose: "NETLINK_RDMA, by which rdma-core finds devices",
    isEssential: false,
  },
  {
    kinds: ["usb"],
    call: netlink(15n),
    purpose: "NETLINK_KOBJECT_UEVENT, by which libusb learns of devices that come and go",
    isEssential: false,
  },
  // The kernel itself pins what is registered; programs lock their own buffers, and keep them from children.
  ...["mlock", "madvise"].map((name): DeviceCall => {
    return { kinds: ["infiniband"], call: { name }, purpose: "memory for remote access", isEssential: false };
  }),
  {
    kinds: ["kvm", "vfio", "vhost"],
    call: { name: "eventfd2" },
    purpose: "interrupts of a guest",
    isEssential: false,
  },
  {
    kinds: ["fuse"],
    call: { name: "mount" },
    purpose: "mounting a file system of its own",
    isEssential: false,
    capability: "CAP_SYS_ADMIN",
  },
  // The ROCm runtime places memory near a GPU.
  ...["mbind", "get_mempolicy"].map(
    (name): DeviceCall => ({
      kinds: ["kfd"],
      call: { name },
      purpose: "memory near a GPU",
      isEssential: false,
      capability: "CAP_SYS_NICE",
    }),
  ),
];

/** What nearly every device is used by, with a request such as the driver of a vendor numbers: `_IOWR(0xee, 0, 16)`. */
export const unknownUse: DeviceCall = {
  kinds: [],
  call: ioctl(0xc010ee00n),
  purpose: "what most devices are used by",
  isEssential: false,
};
