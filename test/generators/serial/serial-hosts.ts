import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { controller, controllerParts, deviceParts } from "../sysfs-parts.ts";
import { type Adapter, adapterParts, phantomParts, ttyParts, uartParts, udevLinks } from "./tty-parts.ts";

const virtualTerminals: FakeHostParts = {
  files: { "/sys/devices/virtual/tty/console/active": "tty0 ttyS0\n" },
  directories: ["tty", "tty0", "tty63", "ptmx"].map((name) => `/sys/devices/virtual/tty/${name}`),
  links: Object.fromEntries(
    ["console", "tty", "tty0", "tty63", "ptmx"].map((name) => [
      `/sys/class/tty/${name}`,
      `/sys/devices/virtual/tty/${name}`,
    ]),
  ),
};

const pnp = "/sys/devices/pnp0/00:03";
const card = "/sys/devices/pci0000:00/0000:00:1c.0/0000:03:00.0";
const realUart = { type: "4", port: "0x3F8", irq: "4", console: "Y" };

/** A PC: one UART that is there and a console, 31 that are not, and a card with two ports. */
export const onBoardHost = together(
  virtualTerminals,
  deviceParts(pnp, "pnp", {}, "serial"),
  uartParts(0, pnp, realUart, "0600 0"),
  phantomParts(1, 31),
  deviceParts("/sys/devices/pci0000:00/0000:00:1c.0", "pci", {}, "pcieport"),
  deviceParts(card, "pci", { vendor: "0x13a8", numa_node: "1" }, "exar_serial"),
  { links: { "/sys/bus/pci/devices/0000:03:00.0": card } },
  ...[0, 1].map((index) => uartParts(32 + index, card, { index: `${index}`, type: "15", iomem_base: "0xFE400000" })),
);

const cluster = "/sys/devices/pci0000:00/0000:00:1e.0";

/** A port of a processor, on no bus of its own below the function that has several such things. */
export const processorUart = together(
  deviceParts(cluster, "pci", { vendor: "0x8086", numa_node: "0" }, "intel-lpss"),
  { links: { "/sys/bus/pci/devices/0000:00:1e.0": cluster } },
  deviceParts(`${cluster}/dw-apb-uart.3`, "platform", {}, "dw-apb-uart"),
  uartParts(40, `${cluster}/dw-apb-uart.3`, { type: "4", iomem_base: "0xFE032000" }),
);

const platformUart = "/sys/devices/platform/fe201000.serial";

/** A single-board computer of before the serial-base bus, whose UART is in memory. */
export const boardHost = together(
  deviceParts(platformUart, "amba", {}, "uart-pl011"),
  ttyParts("ttyAMA0", platformUart, "204:64", { type: "32", port: "0x0", iomem_base: "0xFE201000" }),
  deviceParts("/sys/devices/platform/fe215040.serial", "platform", {}, "bcm2835-aux-uart"),
  ttyParts("ttyS0", "/sys/devices/platform/fe215040.serial", "4:64", { type: "4", port: "0x0", iomem_base: "0x0" }),
);

const ftdi: Adapter = {
  at: "1-2",
  attributes: {
    idVendor: "0403",
    idProduct: "6001",
    manufacturer: "FTDI",
    product: "FT232R USB UART",
    serial: "A50285BI",
  },
  driver: "ftdi_sio",
  ports: [["ttyUSB0", 0, 0, 0]],
};

const zigbee: Adapter = {
  at: "1-3",
  attributes: {
    idVendor: "0451",
    idProduct: "16a8",
    manufacturer: "Texas Instruments",
    product: "TI CC2531 USB CDC",
    serial: "__0X00124B0018ED293B",
  },
  driver: "cdc_acm",
  ports: [["ttyACM0", 0, 0]],
};

const ftdiLink = "usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0";

/** Adapters that are told apart by what they are; udev made the links of one. */
export const adaptersHost = together(
  controllerParts,
  adapterParts(ftdi),
  adapterParts(zigbee),
  udevLinks({
    [`by-id/${ftdiLink}`]: "ttyUSB0",
    "by-path/pci-0000:00:14.0-usb-0:2:1.0-port0": "ttyUSB0",
  }),
);

const quad = { idVendor: "0403", idProduct: "6011", manufacturer: "FTDI", product: "Quad RS232-HS" };
const moschip = { idVendor: "9710", idProduct: "7840", product: "USB-Serial Controller" };
const cp2102 = {
  idVendor: "10c4",
  idProduct: "ea60",
  manufacturer: "Silicon Labs",
  product: "CP2102 USB to UART Bridge Controller",
  serial: "0001",
};

/** Adapters with several ports on several interfaces or on one, and twins, whose link is that of the one which came last. */
export const manyPortsHost = together(
  controllerParts,
  adapterParts({
    at: "1-4",
    attributes: quad,
    driver: "ftdi_sio",
    ports: [0, 1, 2, 3].map((n) => [`ttyUSB${n}`, n, n, 0] as const),
  }),
  adapterParts({
    at: "1-5",
    attributes: moschip,
    driver: "mos7840",
    ports: [0, 1].map((n) => [`ttyUSB${4 + n}`, 4 + n, 0, n] as const),
  }),
  ...[6, 7].map((n) =>
    adapterParts({ at: `1-${n}`, attributes: cp2102, driver: "cp210x", ports: [[`ttyUSB${n}`, n, 0, 0]] }),
  ),
  udevLinks({ "by-id/usb-Silicon_Labs_CP2102_USB_to_UART_Bridge_Controller_0001-if00-port0": "ttyUSB7" }),
);

const radio = `${controller}/usb1/1-7`;

/** Below which the kernel has the ports of a connection over Bluetooth. */
export const connection = `${radio}/1-7:1.0/bluetooth/hci0/hci0:12`;

export const bluetoothAdapter = together(
  controllerParts,
  deviceParts(radio, "usb", { idVendor: "8087", idProduct: "0a2b" }),
  deviceParts(`${radio}/1-7:1.0`, "usb", { bInterfaceNumber: "00" }, "btusb"),
  { directories: [connection] },
);

/** An adapter, to be changed by a test. */
export function adapterHost(changes: Partial<Adapter> = {}): FakeHostParts {
  return together(controllerParts, adapterParts({ ...ftdi, ...changes }));
}
