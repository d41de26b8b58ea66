import { describe, expect, it } from "vitest";
import { nodeType } from "../../../src/preflight/selinux/node-types.ts";

describe("the type of a node by its path", () => {
  it.each([
    ["/dev/nvidiactl", "xserver_misc_device_t"],
    ["/dev/nvidia-caps/nvidia-cap1", "xserver_misc_device_t"],
    ["/dev/dri/renderD128", "dri_device_t"],
    ["/dev/infiniband/uverbs0", "infiniband_device_t"],
    ["/dev/infiniband/umad1", "infiniband_mgmt_device_t"],
    ["/dev/ttyUSB0", "usbtty_device_t"],
    ["/dev/ttyACM0", "tty_device_t"],
    ["/dev/ttyS3", "tty_device_t"],
    ["/dev/bus/usb/001/002", "usb_device_t"],
    ["/dev/vfio/vfio", "vfio_device_t"],
    ["/dev/vfio/7", "vfio_device_t"],
    ["/dev/mapper/control", "lvm_control_t"],
    ["/dev/mapper/vg-data", "fixed_disk_device_t"],
    ["/dev/tpmrm0", "tpm_device_t"],
  ])("is that of the file contexts: %s", (path, type) => {
    expect(nodeType(path)).toBe(type);
  });

  it.each([
    "/dev/accel/accel0",
    "/dev/iommu",
    "/dev/vfio/devices/vfio0",
    "/dev/tty",
    "/dev/thing",
    "/home/dev/nvidia0",
    "",
  ])("is not guessed: %s", (path) => {
    expect(nodeType(path)).toBeUndefined();
  });
});
