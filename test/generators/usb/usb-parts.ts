import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { controller, controllerParts, deviceParts } from "../sysfs-parts.ts";

type Attributes = Readonly<Record<string, string>>;

export interface PluggedIn {
  /** Such as `1-2.4`. */
  readonly at: string;
  readonly devnum: number;
  readonly attributes: Attributes;
  readonly access?: string;
}

export function placeOf(at: string): string {
  const hops = at.split(".");
  const path = hops.map((_, index) => hops.slice(0, index + 1).join("."));
  return `${controller}/usb${at[0]}/${path.join("/")}`;
}

/** A USB device with an interface, and its node. */
export function pluggedIn({ at, devnum, attributes, access = "0664 0" }: PluggedIn): FakeHostParts {
  const directory = placeOf(at);
  const busnum = Number(at[0]);
  const numbers = `189:${(busnum - 1) * 128 + devnum - 1}`;
  const path = `bus/usb/${`${busnum}`.padStart(3, "0")}/${`${devnum}`.padStart(3, "0")}`;
  const uevent = `DEVNAME=${path}\nDEVTYPE=usb_device`;
  const own = { busnum: `${busnum}`, devnum: `${devnum}`, bDeviceClass: "00", dev: numbers, uevent, ...attributes };
  const face = `${directory}/${at}:1.0`;
  return together(deviceParts(directory, "usb", own, "usb"), deviceParts(face, "usb", { bInterfaceNumber: "00" }), {
    files: { [`/dev/${path}`]: "" },
    nodes: { [`/dev/${path}`]: `c ${numbers} ${access}` },
    links: { [`/sys/bus/usb/devices/${at}`]: directory, [`/sys/bus/usb/devices/${at}:1.0`]: face },
  });
}

export const rootHubs: FakeHostParts = together(controllerParts, {
  links: Object.fromEntries(["usb1", "usb2"].map((name) => [`/sys/bus/usb/devices/${name}`, `${controller}/${name}`])),
});

export const hub: PluggedIn = {
  at: "1-2",
  devnum: 2,
  attributes: { idVendor: "2109", idProduct: "2817", bDeviceClass: "09", product: "USB2.0 Hub" },
};

const programmer: PluggedIn = {
  at: "1-2.4",
  devnum: 5,
  attributes: { idVendor: "0483", idProduct: "3748", product: "STM32 STLink", serial: "066DFF50" },
  access: "0660 46",
};

const receiver = { idVendor: "0bda", idProduct: "2838", manufacturer: "Realtek", product: "RTL2838UHIDIR" };

/** A programmer behind a hub, two receivers with the serial number of all of them, two keys without any. */
export const deskHost: FakeHostParts = together(
  rootHubs,
  pluggedIn(hub),
  pluggedIn(programmer),
  ...[5, 6].map((port) =>
    pluggedIn({ at: `1-${port}`, devnum: 6 + port, attributes: { ...receiver, serial: "00000001" } }),
  ),
  ...[1, 2].map((bus) =>
    pluggedIn({ at: `${bus}-9`, devnum: 20, attributes: { idVendor: "1050", idProduct: "0407" } }),
  ),
);
