import type { DeviceKind } from "../kinds/device-kind.ts";

/** The type that the usual policy gives to nodes of a kind. What a host really has is not to be read here. */
export const nodeTypes: Readonly<Partial<Record<DeviceKind, string>>> = {
  nvidia: "xserver_misc_device_t",
  dri: "dri_device_t",
  infiniband: "infiniband_device_t",
  "infiniband-management": "infiniband_mgmt_device_t",
  serial: "tty_device_t",
  "usb-serial": "usbtty_device_t",
  usb: "usb_device_t",
  vfio: "vfio_device_t",
  vhost: "vhost_device_t",
  tpm: "tpm_device_t",
  video: "v4l_device_t",
  sound: "sound_device_t",
  disk: "fixed_disk_device_t",
  nvme: "nvme_device_t",
};

/** A switch of the usual policy that opens device nodes to containers. */
export interface DeviceBoolean {
  readonly name: string;
  /** Undefined for all kinds. */
  readonly kinds: readonly DeviceKind[] | undefined;
  /** Undefined for all domains of containers. */
  readonly domain: string | undefined;
}

/** The narrow ones first, for they are better advice. */
export const deviceBooleans: readonly DeviceBoolean[] = [
  { name: "container_use_dri_devices", kinds: ["dri"], domain: undefined },
  { name: "container_use_xserver_devices", kinds: ["nvidia"], domain: "container_t" },
  { name: "container_use_devices", kinds: undefined, domain: undefined },
];
