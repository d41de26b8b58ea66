import { specOf } from "../devices/found-devices.ts";
import { namedDevices } from "../devices/named-devices.ts";
import { attributeAnnotations } from "../facts/attribute-annotations.ts";
import { hardwareFacts } from "../facts/hardware-facts.ts";
import type { Detection, Generated, Generator, GeneratorHost, GeneratorOptions } from "../generator.ts";
import { nodeEdits } from "../nodes/node-edits.ts";
import { findUnits, type UnitSearch } from "./find-units.ts";
import { unitNames } from "./unit-names.ts";

/**
 * USB devices by the nodes that libusb opens. By one a container can do with the device whatever its maker foresaw, a
 * reset and new firmware included, and take it from the host's drivers. That is what the node is for, so it takes no
 * `--management-nodes`; it reaches no other device, since hubs are left out.
 */
export const usb: Generator = {
  name: "usb",
  kind: "usb.dev/device",
  signals: [{ path: "/sys/bus/usb/devices" }, { path: "/dev/bus/usb", on: "devices", depth: 1 }],
  detect,
  generate,
};

function detect(host: GeneratorHost): Detection {
  const search = findUnits(host);
  if (search.units.length === 0) return { applies: false, reason: whyNone(search) };
  const names = search.units.map(({ name, model }) => `${name} (${model})`).join(", ");
  return { applies: true, reason: `${names}; a container that gets one can reset it and change its firmware` };
}

function whyNone({ listed, hubs, problems }: UnitSearch): string {
  if (listed === undefined) return "there is no /sys/bus/usb/devices";
  if (problems.length > 0) return "no USB device has a device node that can be used";
  return hubs === 0 ? "nothing is plugged in in /sys/bus/usb/devices" : "only hubs are in /sys/bus/usb/devices";
}

function generate(host: GeneratorHost, { kind = usb.kind }: GeneratorOptions): Generated {
  const { units, problems } = findUnits(host);
  const devices = namedDevices(unitNames(host.tree, units), {
    domain: "usb.dev",
    annotations: ({ devicePath }) =>
      attributeAnnotations({ type: "usb", ...hardwareFacts(host.tree, devicePath), driver: undefined }),
    edits: ({ owner }) => nodeEdits(host, [owner]),
  });
  return specOf(kind, { devices, problems });
}
