/**
 * The types that the file contexts of Fedora's selinux-policy give to nodes by their paths (`devices.fc`, `terminal.fc`,
 * `storage.fc`); for a directory, to the nodes in it. What a host really has is not to be read from Node.js.
 */
const rows: readonly (readonly [path: RegExp, type: string])[] = [
  [/^\/dev\/(?:null|full)$/, "null_device_t"],
  [/^\/dev\/zero$/, "zero_device_t"],
  [/^\/dev\/random$/, "random_device_t"],
  [/^\/dev\/urandom$/, "urandom_device_t"],
  [/^\/dev\/nvidia/, "xserver_misc_device_t"],
  [/^\/dev\/dri(?:\/|$)/, "dri_device_t"],
  [/^\/dev\/kfd$/, "hsa_device_t"],
  [/^\/dev\/infiniband\/(?:umad|issm)\d/, "infiniband_mgmt_device_t"],
  [/^\/dev\/infiniband(?:\/|$)/, "infiniband_device_t"],
  [/^\/dev\/ttyUSB\d/, "usbtty_device_t"],
  [/^\/dev\/(?:tty\w|i2c-)/, "tty_device_t"],
  [/^\/dev\/(?:bus\/usb(?:\/|$)|hidraw|spidev)/, "usb_device_t"],
  [/^\/dev\/kvm$/, "kvm_device_t"],
  [/^\/dev\/vfio(?:\/(?:vfio|\d+))?$/, "vfio_device_t"],
  [/^\/dev\/vhost-(?:net|vsock|vdpa-\d+)$/, "vhost_device_t"],
  [/^\/dev\/net(?:\/tun)?$/, "tun_tap_device_t"],
  [/^\/dev\/fuse$/, "fuse_device_t"],
  [/^\/dev\/tpm(?:rm)?\d/, "tpm_device_t"],
  [/^\/dev\/(?:video|media)/, "v4l_device_t"],
  [/^\/dev\/snd(?:\/|$)/, "sound_device_t"],
  [/^\/dev\/dma_heap(?:\/|$)/, "dma_device_t"],
  [/^\/dev\/(?:uinput|input\/event\d+)$/, "event_device_t"],
  [/^\/dev\/gpiochip\d/, "gpio_device_t"],
  [/^\/dev\/watchdog/, "watchdog_device_t"],
  [/^\/dev\/kmsg$/, "kmsg_device_t"],
  [/^\/dev\/(?:k?mem|port)$/, "memory_device_t"],
  [/^\/dev\/cpu\/\d+\//, "cpu_device_t"],
  [/^\/dev\/mapper\/control$/, "lvm_control_t"],
  [/^\/dev\/(?:sd[a-z]|vd[a-z]|xvd[a-z]|dm-\d|mapper\/)/, "fixed_disk_device_t"],
];

/** Types of nodes whose memory programs map, which is a right of its own. */
export const mappedTypes: ReadonlySet<string> = new Set([
  "xserver_misc_device_t",
  "dri_device_t",
  "infiniband_device_t",
  "vfio_device_t",
  "v4l_device_t",
]);

/** Undefined where the path does not tell. */
export function nodeType(hostPath: string): string | undefined {
  return rows.find(([path]) => path.test(hostPath))?.[1];
}
