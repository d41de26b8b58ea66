import type { DevicePlace } from "../host/device-place.ts";
import type { HostTree } from "../host/host-tree.ts";
import type { NvidiaGpus } from "../host/nvidia-gpus.ts";
import { type PciFunction, readPciFunction } from "../host/pci-function.ts";
import type { PlacedFunction } from "../host/pci-path.ts";
import { readUsbDevice } from "../host/usb-device.ts";
import type { Attributes } from "./attribute.ts";
import { factAttributes } from "./fact-attributes.ts";

/** A link with fewer lanes than both of its ends have. */
export interface NarrowLink {
  readonly pciBusId: string;
  readonly width: number;
  readonly maximum: number;
}

/** What the host says of the hardware behind a device. Shared, so not to be changed. */
export interface Hardware {
  readonly attributes: Attributes;
  readonly functions: readonly PlacedFunction[];
  readonly narrow?: NarrowLink;
  /** Its links could not be looked at. */
  readonly isAsleep?: true;
}

/** Reads what sysfs and procfs say of the hardware at a place. */
export function readHardware(host: HostTree, place: DevicePlace, nvidia: NvidiaGpus): Hardware {
  const bus = factAttributes({ bus: place.bus }, "sysfs");
  const functions = place.functions.map((path) => readPciFunction(host, path)).filter((found) => found !== undefined);
  const [main] = functions;
  if (!main) {
    const usb = place.path === undefined ? {} : readUsbDevice(host, place.path);
    return { attributes: { ...bus, ...factAttributes(usb, "sysfs") }, functions: [] };
  }
  const narrow = functions.map(narrowLink).find((link) => link !== undefined);
  return {
    attributes: { ...bus, ...functionAttributes(main, nvidia) },
    functions: functions.map(placed),
    ...(narrow && { narrow }),
    ...(functions.some(({ isAsleep }) => isAsleep) && { isAsleep: true }),
  };
}

/** NVIDIA's driver knows its GPUs better than sysfs does. */
function functionAttributes(found: PciFunction, nvidia: NvidiaGpus): Attributes {
  const gpu = found.driver === undefined || found.driver === "nvidia" ? nvidia.at(found.pciBusId) : undefined;
  const driverVersion = gpu && nvidia.driverVersion();
  return { ...factAttributes(found, "sysfs"), ...factAttributes({ ...gpu, driverVersion }, "procfs") };
}

function placed({ pciBusId, pcieRoot, bridges, numaNode }: PciFunction): PlacedFunction {
  return {
    pciBusId,
    bridges,
    ...(pcieRoot !== undefined && { pcieRoot }),
    ...(numaNode !== undefined && { numaNode }),
  };
}

function narrowLink({ pciBusId, pcieWidth, pcieMaxWidth }: PciFunction): NarrowLink | undefined {
  if (pcieWidth === undefined || pcieMaxWidth === undefined || pcieWidth >= pcieMaxWidth) return undefined;
  return { pciBusId, width: pcieWidth, maximum: pcieMaxWidth };
}
