import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { attributesAt, controller, deviceParts } from "../sysfs-parts.ts";

type Attributes = Readonly<Record<string, string>>;

/** What sysfs and `/dev` have for a terminal that belongs to a device; numbers as `188:0`. */
export function ttyParts(
  name: string,
  device: string,
  numbers: string,
  attributes: Attributes = {},
  access = "0660 20",
) {
  const directory = `${device}/tty/${name}`;
  const [major, minor] = numbers.split(":");
  const uevent = `MAJOR=${major}\nMINOR=${minor}\nDEVNAME=${name}`;
  return {
    files: { ...attributesAt(directory, { dev: numbers, uevent, ...attributes }), [`/dev/${name}`]: "" },
    links: { [`/sys/class/tty/${name}`]: directory, [`${directory}/device`]: device },
    nodes: { [`/dev/${name}`]: `c ${numbers} ${access}` },
  };
}

/** The port of a UART as kernels since 6.8 have it, below its hardware. */
export function uartParts(line: number, hardware: string, attributes: Attributes, access?: string): FakeHostParts {
  const index = attributes["index"] ?? "0";
  const parent = `${hardware}/${hardware.slice(hardware.lastIndexOf("/") + 1)}:0`;
  const port = `${parent}/${parent.slice(parent.lastIndexOf("/") + 1)}.${index}`;
  const own = { line: `${line}`, port: "0x0", irq: "0", iomem_base: "0x0", console: "N", ...attributes };
  return together(
    deviceParts(parent, "serial-base", {}, "ctrl"),
    deviceParts(port, "serial-base", {}, "port"),
    ttyParts(`ttyS${line}`, port, `4:${64 + line}`, own, access),
  );
}

/** UARTs that kernels make in case chips turn up. */
export function phantomParts(from: number, to: number): FakeHostParts {
  const lines = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return together(
    deviceParts("/sys/devices/platform/serial8250", "platform", {}, "serial8250"),
    ...lines.map((line) =>
      uartParts(line, "/sys/devices/platform/serial8250", { index: `${line}`, type: "0", port: "0x2F8" }),
    ),
  );
}

export interface Adapter {
  /** Such as `1-2`. */
  readonly at: string;
  readonly attributes: Attributes;
  readonly driver: string;
  /** For each terminal its name, its minor number, its interface and, on usb-serial, its port. */
  readonly ports: readonly (readonly [name: string, minor: number, face: number, port?: number])[];
  readonly access?: string;
}

/** An adapter on USB, with or without the usb-serial layer. */
export function adapterParts({ at, attributes, driver, ports, access }: Adapter): FakeHostParts {
  const device = `${controller}/usb${at[0]}/${at}`;
  return together(
    deviceParts(device, "usb", attributes),
    ...ports.map(([name, minor, number, port]) => {
      const place = `${device}/${at}:1.${number}`;
      const ofInterface = { bInterfaceNumber: number.toString(16).padStart(2, "0") };
      if (port === undefined)
        return together(
          deviceParts(place, "usb", ofInterface, driver),
          ttyParts(name, place, `166:${minor}`, {}, access),
        );
      const serial = `${place}/${name}`;
      return together(
        deviceParts(place, "usb", ofInterface, driver),
        deviceParts(serial, "usb-serial", { port_number: `${port}` }, driver),
        ttyParts(name, serial, `188:${minor}`, {}, access),
      );
    }),
  );
}

/** Links that udev makes below `/dev/serial`. */
export function udevLinks(links: Readonly<Record<string, string>>): FakeHostParts {
  return {
    links: Object.fromEntries(Object.entries(links).map(([path, name]) => [`/dev/serial/${path}`, `../../${name}`])),
  };
}
