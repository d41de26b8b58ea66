/** A node that programs open at one place, or several that they use together. */
export interface SingleRow {
  /** The name of the device. */
  readonly name: string;
  readonly path: string;
  /** The entry in sysfs, absent where the driver is loaded only as the node is opened. */
  readonly entry: string;
  /** Whether what has it can reset the machine or set it otherwise, or act in it as a person does. */
  readonly isManagement?: boolean;
}

/** Nodes of a class of sysfs. */
export interface ClassRow {
  /** The name of the device with all of them; where there is none each is a device by the kernel's name. */
  readonly name?: string;
  /** What schedulers select them by. */
  readonly type: string;
  readonly directory: string;
  /** Names of entries that have a node. */
  readonly form: RegExp;
  /** Where their nodes are below `/dev`. */
  readonly folder?: string;
  readonly isManagement?: boolean;
}

const misc = "/sys/class/misc";

export const singleRows: readonly SingleRow[] = [
  { name: "kvm", path: "/dev/kvm", entry: `${misc}/kvm` },
  { name: "vhost-net", path: "/dev/vhost-net", entry: `${misc}/vhost-net` },
  { name: "vhost-vsock", path: "/dev/vhost-vsock", entry: `${misc}/vhost-vsock` },
  { name: "vsock", path: "/dev/vsock", entry: `${misc}/vsock` },
  { name: "tun", path: "/dev/net/tun", entry: `${misc}/tun` },
  { name: "ppp", path: "/dev/ppp", entry: "/sys/class/ppp/ppp" },
  { name: "fuse", path: "/dev/fuse", entry: `${misc}/fuse` },
  { name: "hwrng", path: "/dev/hwrng", entry: `${misc}/hw_random` },
  { name: "udmabuf", path: "/dev/udmabuf", entry: `${misc}/udmabuf` },
  { name: "tpm", path: "/dev/tpmrm0", entry: "/sys/class/tpmrm/tpmrm0" },
  { name: "tpm-raw", path: "/dev/tpm0", entry: "/sys/class/tpm/tpm0", isManagement: true },
  { name: "sgx-enclave", path: "/dev/sgx_enclave", entry: `${misc}/sgx_enclave` },
  { name: "sgx-provision", path: "/dev/sgx_provision", entry: `${misc}/sgx_provision` },
  { name: "sev", path: "/dev/sev", entry: `${misc}/sev`, isManagement: true },
  { name: "sev-guest", path: "/dev/sev-guest", entry: `${misc}/sev-guest` },
  { name: "tdx-guest", path: "/dev/tdx_guest", entry: `${misc}/tdx_guest` },
  { name: "nitro-enclaves", path: "/dev/nitro_enclaves", entry: `${misc}/nitro_enclaves` },
  { name: "watchdog", path: "/dev/watchdog", entry: `${misc}/watchdog`, isManagement: true },
  { name: "rtc", path: "/dev/rtc0", entry: "/sys/class/rtc/rtc0", isManagement: true },
  { name: "uinput", path: "/dev/uinput", entry: `${misc}/uinput`, isManagement: true },
  { name: "uhid", path: "/dev/uhid", entry: `${misc}/uhid`, isManagement: true },
];

export const classRows: readonly ClassRow[] = [
  {
    name: "snd",
    type: "sound",
    directory: "/sys/class/sound",
    form: /^(?:controlC\d+|pcmC\d+D\d+[cp]|hwC\d+D\d+|midiC\d+D\d+|comprC\d+D\d+|seq|timer)$/,
    folder: "snd",
  },
  { name: "dma-heap", type: "dma-heap", directory: "/sys/class/dma_heap", form: /./, folder: "dma_heap" },
  { type: "gpio", directory: "/sys/bus/gpio/devices", form: /^gpiochip\d+$/, isManagement: true },
  { type: "i2c", directory: "/sys/class/i2c-dev", form: /^i2c-\d+$/, isManagement: true },
  { type: "spi", directory: "/sys/class/spidev", form: /^spidev\d+\.\d+$/, isManagement: true },
];
