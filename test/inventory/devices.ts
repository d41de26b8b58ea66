import type { ContainerEdits, DeviceNode } from "../../src/cdi/spec.ts";
import { DefinedDevice, type ValidSpecFile } from "../../src/registry/defined-device.ts";

export interface DeviceParts {
  readonly annotations?: Record<string, string>;
  readonly nodes?: DeviceNode[];
}

export interface SpecParts extends DeviceParts {
  readonly devices: Readonly<Record<string, DeviceParts>>;
}

/** The devices of a spec of `vendor.com/gpu`, as a registry has them. */
export function definedDevices({ annotations, nodes, devices }: SpecParts): DefinedDevice[] {
  const file: ValidSpecFile = {
    path: "/etc/cdi/vendor.json",
    name: "vendor.json",
    priority: 0,
    problems: [],
    seemingKinds: [],
    spec: {
      cdiVersion: "0.6.0",
      kind: "vendor.com/gpu",
      ...(annotations && { annotations }),
      devices: Object.entries(devices).map(([name, parts]) => ({
        name,
        ...(parts.annotations && { annotations: parts.annotations }),
        containerEdits: editsOf(parts.nodes),
      })),
      containerEdits: editsOf(nodes),
    },
  };
  return file.spec.devices.map((definition) => new DefinedDevice(file, definition));
}

export function definedDevice(parts: DeviceParts, spec: DeviceParts = {}): DefinedDevice {
  const [device] = definedDevices({ ...spec, devices: { "0": parts } });
  if (!device) throw new Error("no device");
  return device;
}

function editsOf(nodes: DeviceNode[] | undefined): ContainerEdits {
  return nodes ? { deviceNodes: nodes } : {};
}
