import { describe, expect, it } from "vitest";
import { kindOf } from "../../../src/preflight/kinds/device-kind.ts";

describe("the kind of a device node", () => {
  it.each([
    ["/dev/nvidia0", "nvidia"],
    ["/dev/nvidia-caps/nvidia-cap1", "nvidia"],
    ["/dev/dri/renderD128", "dri"],
    ["/dev/dri", "dri"],
    ["/dev/drive", undefined],
    ["/dev/infiniband/uverbs0", "infiniband"],
    ["/dev/infiniband/umad0", "infiniband-management"],
    ["/dev/bus/usb/001/002", "usb"],
    ["/dev/ttyUSB0", "usb-serial"],
    ["/dev/ttyS0", "serial"],
    ["/dev/tty", undefined],
    ["/dev/vfio/vfio", "vfio"],
    ["/dev/net/tun", "tun"],
    ["/dev/tpmrm0", "tpm"],
    ["/dev/null", "pseudo"],
    ["/dev/mapper/control", "device-mapper-control"],
    ["/dev/mapper/vg-lv", "disk"],
    ["/dev/vendor0", undefined],
    ["", undefined],
  ])("goes by its path: %s is %s", (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });

  it.each([
    ["c", 195, 0, "nvidia"],
    ["c", 231, 0, "infiniband-management"],
    ["c", 231, 192, "infiniband"],
    ["c", 4, 64, "serial"],
    ["c", 4, 1, undefined],
    ["c", 10, 200, "tun"],
    ["u", 10, 229, "fuse"],
    ["b", 195, 0, undefined],
    ["b", 8, 0, "disk"],
    ["c", 1, 3, "pseudo"],
    ["c", 1, 1, "memory"],
    ["c", 300, 0, undefined],
  ])("goes by its number where the path says nothing: %s %i:%i is %s", (type, major, minor, kind) => {
    expect(kindOf("/dev/vendor/of/my/own", { type, major, minor })).toBe(kind);
  });

  it("goes by its path where the two do not agree", () => {
    expect(kindOf("/dev/fuse", { type: "c", major: 195, minor: 0 })).toBe("fuse");
  });
});
