import { type FakeFunction, type FakeHostParts, pciFunctionParts, together } from "../host/fake-host.ts";

type Attributes = Readonly<Record<string, string>>;

/** Files of sysfs, each with a line break at its end. */
export function attributesAt(directory: string, attributes: Attributes): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, text]) => [`${directory}/${name}`, `${text}\n`]));
}

/** A device of a bus, with its driver where it has one. */
export function deviceParts(
  path: string,
  subsystem: string,
  attributes: Attributes = {},
  driver?: string,
): FakeHostParts {
  const bus = `/sys/bus/${subsystem}`;
  return {
    files: attributesAt(path, attributes),
    directories: [path, bus, ...(driver === undefined ? [] : [`${bus}/drivers/${driver}`])],
    links: {
      [`${path}/subsystem`]: bus,
      ...(driver !== undefined && { [`${path}/driver`]: `${bus}/drivers/${driver}` }),
    },
  };
}

/** A PCI function that its driver lists. */
export function boundFunction(fake: FakeFunction & { readonly driver: string }): FakeHostParts {
  const address = fake.path.slice(fake.path.lastIndexOf("/") + 1);
  const link = { [`/sys/bus/pci/drivers/${fake.driver}/${address}`]: `/sys/devices/${fake.path}` };
  return together(pciFunctionParts(fake), { links: link });
}

export interface FakeNode {
  /** Where the entry is in sysfs; its last name is that of the entry. */
  readonly directory: string;
  /** The class that lists it. */
  readonly of?: string;
  /** The device that it belongs to. */
  readonly device?: string;
  /** Such as `226:128`. */
  readonly numbers: string;
  /** The node below `/dev`. */
  readonly node: string;
  readonly access?: string;
}

/** An entry of sysfs that has a device node, and the node. */
export function nodeParts({ directory, of, device, numbers, node, access = "0660 44" }: FakeNode): FakeHostParts {
  const [major, minor] = numbers.split(":");
  const uevent = `MAJOR=${major}\nMINOR=${minor}\nDEVNAME=${node}\n`;
  const name = directory.slice(directory.lastIndexOf("/") + 1);
  return {
    files: { [`${directory}/dev`]: `${numbers}\n`, [`${directory}/uevent`]: uevent, [`/dev/${node}`]: "" },
    links: {
      ...(of !== undefined && { [`/sys/class/${of}/${name}`]: directory }),
      ...(device !== undefined && { [`${directory}/device`]: device }),
    },
    nodes: { [`/dev/${node}`]: `c ${numbers} ${access}` },
  };
}

/** The nodes of the kernel's graphics interface that a device has, by their names. */
export function drmParts(device: string, ...names: readonly string[]): FakeHostParts {
  return together(
    ...names.map((name) => {
      const numbers = `226:${/\d+$/.exec(name)?.[0]}`;
      const access = name.startsWith("card") ? "0660 44" : "0660 109";
      return nodeParts({ directory: `${device}/drm/${name}`, of: "drm", device, numbers, node: `dri/${name}`, access });
    }),
  );
}

/** A host on which some nodes below `/dev` are not there; all of them, unless told. */
export function withoutNodes({ nodes = {}, files = {}, ...parts }: FakeHostParts, ...paths: string[]): FakeHostParts {
  const isMissing = (path: string): boolean => (paths.length === 0 ? path.startsWith("/dev/") : paths.includes(path));
  const rest = (all: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(all).filter(([path]) => !isMissing(path)));
  return { ...parts, files: rest(files), nodes: rest(nodes) };
}

/** The USB controller that what is plugged in hangs on. */
export const controller = "/sys/devices/pci0000:00/0000:00:14.0";

export const controllerParts: FakeHostParts = together(
  deviceParts(controller, "pci", { vendor: "0x8086", device: "0x7ae0", numa_node: "0" }, "xhci_hcd"),
  ...[1, 2].map((hub) =>
    deviceParts(`${controller}/usb${hub}`, "usb", {
      idVendor: "1d6b",
      serial: "0000:00:14.0",
      bDeviceProtocol: hub === 1 ? "01" : "03",
      speed: hub === 1 ? "480" : "10000",
    }),
  ),
  { links: { "/sys/bus/pci/devices/0000:00:14.0": controller } },
);
