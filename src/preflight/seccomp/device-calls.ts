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

/** The first request of programs that use such a device, as the headers in the kernel's uapi number it. */
const requests: readonly (readonly [kind: DeviceKind, request: bigint, name: string])[] = [
  ["nvidia", 0xc04846d2n, "NV_ESC_CHECK_VERSION_STR"],
  ["dri", 0xc0406400n, "DRM_IOCTL_VERSION"],
  ["accel", 0xc0406400n, "DRM_IOCTL_VERSION"],
  ["kfd", 0x80084b01n, "AMDKFD_IOC_GET_VERSION"],
  ["usb", 0xc0185500n, "USBDEVFS_CONTROL"],
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
];

/** The same where programs get by without. */
const softRequests: typeof requests = [
  ["infiniband", 0xc0181b01n, "RDMA_VERBS_IOCTL"],
  ["input", 0x80044501n, "EVIOCGVERSION"],
  ["watchdog", 0x80285700n, "WDIOC_GETSUPPORT"],
];

const netlink = 16n;

export const deviceCalls: readonly DeviceCall[] = [
  ...requests.map(([kind, request, purpose]) => ({ kinds: [kind], call: ioctl(request), purpose, isEssential: true })),
  ...softRequests.map(([kind, request, purpose]) => {
    return { kinds: [kind], call: ioctl(request), purpose, isEssential: false };
  }),
  // rdma-core and libusb ask the kernel what devices there are, and are told of new ones.
  {
    kinds: ["infiniband", "usb"],
    call: { name: "socket", args: { 0: netlink } },
    purpose: "netlink, by which libraries find devices",
    isEssential: false,
  },
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

/** What nearly every device is used by. */
export const anyIoctl: SystemCall = { name: "ioctl" };
