import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { boundFunction, deviceParts, nodeParts } from "../sysfs-parts.ts";

/** An accelerator of a device. */
export function acceleratorParts(name: string, device: string): FakeHostParts {
  const numbers = `261:${/\d+$/.exec(name)?.[0]}`;
  const directory = `${device}/accel/${name}`;
  return nodeParts({ directory, of: "accel", device, numbers, node: `accel/${name}`, access: "0660 109" });
}

/** A Gaudi3 with its control node, and an InfiniBand device where it is connected to others. */
export function gaudiParts(number: number, bus: string, verbs?: number): FakeHostParts {
  const path = `pci0000:${bus}/0000:${bus}:00.0`;
  const device = `/sys/devices/${path}`;
  const files = {
    vendor: "0x1da3\n",
    device: "0x1060\n",
    class: "0x120000\n",
    numa_node: "1\n",
    module_id: `${7 - number}\n`,
  };
  return together(
    boundFunction({ path, files, driver: "habanalabs" }),
    acceleratorParts(`accel${number}`, device),
    nodeParts({
      directory: `/sys/devices/virtual/accel/accel_controlD${number}`,
      of: "accel",
      numbers: `508:${number}`,
      node: `accel/accel_controlD${number}`,
      access: "0666 109",
    }),
    verbs === undefined
      ? {}
      : nodeParts({
          directory: `${device}/infiniband_verbs/uverbs${verbs}`,
          of: "infiniband_verbs",
          device,
          numbers: `231:${192 + verbs}`,
          node: `infiniband/uverbs${verbs}`,
          access: "0666 0",
        }),
  );
}

export const gaudis = together(gaudiParts(0, "33", 4), gaudiParts(1, "9a"));

const npuPath = "pci0000:00/0000:00:0b.0";

/** The NPU of a laptop's processor. */
export const laptop = together(
  boundFunction({
    path: npuPath,
    files: { vendor: "0x8086\n", device: "0x7d1d\n", class: "0x120000\n" },
    driver: "intel_vpu",
  }),
  acceleratorParts("accel0", `/sys/devices/${npuPath}`),
);

const card = "pci0000:c1/0000:c1:00.0";

/**
 * A board with an NPU of three cores, all of which one accelerator stands for, of a device that no driver has; and a card
 * whose driver makes two accelerators of it.
 */
export const board = together(
  ...["fdab0000", "fdac0000", "fdad0000"].map((at) =>
    deviceParts(`/sys/devices/platform/${at}.npu`, "platform", {}, "rocket"),
  ),
  deviceParts("/sys/devices/platform/rknn", "platform"),
  acceleratorParts("accel0", "/sys/devices/platform/rknn"),
  boundFunction({ path: card, files: { vendor: "0x17cb\n", device: "0xa100\n", class: "0x120000\n" }, driver: "qaic" }),
  acceleratorParts("accel1", `/sys/devices/${card}`),
  acceleratorParts("accel2", `/sys/devices/${card}`),
);
