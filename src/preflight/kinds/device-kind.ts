/** Device nodes whose users ask the same of a container: capabilities, system calls, memory, the policy of the host. */
export type DeviceKind = (typeof rows)[number]["kind"];

export interface NodeNumber {
  readonly type: string;
  readonly major: number;
  readonly minor: number;
}

interface Row {
  readonly kind: string;
  readonly path: RegExp;
  /** Those that the kernel has fixed: a type with a major number, and the minor numbers from one to another. */
  readonly numbers?: readonly (readonly [type: string, major: number, from?: number, to?: number])[];
}

/** In this order, for the first that fits counts. Paths also fit the directories in which such nodes lie. */
const rows = [
  {
    kind: "pseudo",
    path: /^\/dev\/(?:null|zero|full|u?random)$/,
    numbers: [
      ["c", 1, 5, 9],
      ["c", 1, 3, 3],
    ],
  },
  {
    kind: "memory",
    path: /^\/dev\/(?:k?mem|port)$/,
    numbers: [
      ["c", 1, 1, 2],
      ["c", 1, 4, 4],
    ],
  },
  { kind: "kernel-log", path: /^\/dev\/kmsg$/, numbers: [["c", 1, 11, 11]] },
  { kind: "msr", path: /^\/dev\/cpu\/\d+\/msr$/, numbers: [["c", 202]] },
  { kind: "nvidia", path: /^\/dev\/nvidia/, numbers: [["c", 195]] },
  { kind: "dri", path: /^\/dev\/dri(?:\/|$)/, numbers: [["c", 226]] },
  { kind: "kfd", path: /^\/dev\/kfd$/ },
  { kind: "accel", path: /^\/dev\/accel(?:\/|$)/, numbers: [["c", 261]] },
  { kind: "infiniband-management", path: /^\/dev\/infiniband\/(?:umad|issm)/, numbers: [["c", 231, 0, 127]] },
  { kind: "infiniband", path: /^\/dev\/infiniband(?:\/|$)/, numbers: [["c", 231, 128]] },
  { kind: "usb", path: /^\/dev\/bus\/usb(?:\/|$)/, numbers: [["c", 189]] },
  {
    kind: "usb-serial",
    path: /^\/dev\/tty(?:USB|ACM)\d/,
    numbers: [
      ["c", 188],
      ["c", 166],
    ],
  },
  { kind: "serial", path: /^\/dev\/(?:tty(?:S|AMA|PS|O|LP|MXC|HS|THS)\d|serial\/)/, numbers: [["c", 4, 64]] },
  { kind: "vfio", path: /^\/dev\/(?:vfio(?:\/|$)|iommu$)/, numbers: [["c", 10, 196, 196]] },
  { kind: "kvm", path: /^\/dev\/kvm$/, numbers: [["c", 10, 232, 232]] },
  {
    kind: "vhost",
    path: /^\/dev\/vhost-/,
    numbers: [
      ["c", 10, 238, 238],
      ["c", 10, 241, 241],
    ],
  },
  { kind: "tun", path: /^\/dev\/net(?:\/tun)?$/, numbers: [["c", 10, 200, 200]] },
  { kind: "ppp", path: /^\/dev\/ppp$/, numbers: [["c", 108]] },
  { kind: "fuse", path: /^\/dev\/fuse$/, numbers: [["c", 10, 229, 229]] },
  { kind: "tpm", path: /^\/dev\/tpm(?:rm)?\d/, numbers: [["c", 10, 224, 224]] },
  { kind: "video", path: /^\/dev\/(?:video|v4l|media)/, numbers: [["c", 81]] },
  { kind: "dma-heap", path: /^\/dev\/dma_heap(?:\/|$)/ },
  { kind: "sound", path: /^\/dev\/snd(?:\/|$)/, numbers: [["c", 116]] },
  { kind: "input", path: /^\/dev\/input(?:\/|$)/, numbers: [["c", 13, 64]] },
  { kind: "uinput", path: /^\/dev\/uinput$/, numbers: [["c", 10, 223, 223]] },
  { kind: "gpio", path: /^\/dev\/gpiochip\d/ },
  { kind: "i2c", path: /^\/dev\/i2c-\d/, numbers: [["c", 89]] },
  { kind: "spi", path: /^\/dev\/spidev\d/, numbers: [["c", 153]] },
  { kind: "watchdog", path: /^\/dev\/watchdog/, numbers: [["c", 10, 130, 130]] },
  { kind: "device-mapper-control", path: /^\/dev\/mapper\/control$/, numbers: [["c", 10, 236, 236]] },
  { kind: "nvme", path: /^\/dev\/nvme/, numbers: [] },
  {
    kind: "disk",
    path: /^\/dev\/(?:sd|vd|xvd|dm-|disk(?:\/|$)|mapper(?:\/|$))/,
    numbers: [
      ["b", 8],
      ["b", 65, 0],
    ],
  },
] as const satisfies readonly Row[];

/** The kind of a node by its path on the host; where that says nothing, by its number. */
export function kindOf(hostPath: string, number?: NodeNumber): DeviceKind | undefined {
  return rows.find(({ path }) => path.test(hostPath))?.kind ?? (number && kindOfNumber(number));
}

function kindOfNumber({ type, major, minor }: NodeNumber): DeviceKind | undefined {
  const own = type === "u" ? "c" : type;
  return rows.find((row: Row) =>
    row.numbers?.some(
      ([ofType, ofMajor, from = 0, to = Number.POSITIVE_INFINITY]) =>
        ofType === own && ofMajor === major && minor >= from && minor <= to,
    ),
  )?.kind;
}
