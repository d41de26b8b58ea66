import { describe, expect, it } from "vitest";
import { serial } from "../../../src/generators/serial/serial.ts";
import { type FakeHostParts, fakeHost, together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { controller, nodeParts } from "../sysfs-parts.ts";
import {
  adapterHost,
  adaptersHost,
  bluetoothAdapter,
  boardHost,
  connection,
  manyPortsHost,
  onBoardHost,
  processorUart,
} from "./serial-hosts.ts";
import { phantomParts, udevLinks } from "./tty-parts.ts";

const generate = (parts: FakeHostParts) => generateOn(serial, parts);

describe("generate serial", () => {
  it.each([
    ["on-board", onBoardHost],
    ["board", boardHost],
    ["adapters", adaptersHost],
    ["many-ports", manyPortsHost],
  ])("writes the golden spec of the host %s, of which validate says nothing", async (name, parts) => {
    const { spec } = generate(parts);
    await expectGolden(`serial-${name}`, spec);
  });

  it("finds the UARTs that are there, and none of the phantoms", () => {
    expect(generate(onBoardHost).names.filter((name) => name.startsWith("tty"))).toEqual(["ttyS0", "ttyS32", "ttyS33"]);
  });

  it("tells of a console in use", () => {
    const { problems } = generate(onBoardHost);
    expect(problems).toMatchObject([{ code: "device-in-use", path: "/dev/ttyS0" }]);
  });

  it("knows the function of a card, and the one that a port on another bus hangs on as no more than that", () => {
    const { devices } = generate(together(onBoardHost, processorUart));
    expect(devices.get("ttyS32")?.annotations).toMatchObject({
      bus: "pci",
      pcieRoot: "pci0000:00",
      pciVendorId: "13a8",
    });
    const platform = { bus: "platform", driver: "dw-apb-uart", hostPciBusId: "0000:00:1e.0", numaNode: "0" };
    expect(devices.get("ttyS40")?.annotations).toEqual({ type: "serial", ...platform });
  });

  it("tells identical adapters apart, and gives neither the name of both", () => {
    const { names, spec } = generate(manyPortsHost);
    const twins = names.filter((name) => name.startsWith("Silicon_Labs"));
    expect(twins).toEqual([
      "Silicon_Labs_CP2102_USB_to_UART_Bridge_Controller_0001-if00-port0_at_pci-0000:00:14.0-usb-0:6:1.0-port0",
      "Silicon_Labs_CP2102_USB_to_UART_Bridge_Controller_0001-if00-port0_at_pci-0000:00:14.0-usb-0:7:1.0-port0",
    ]);
    expect(JSON.stringify(spec)).not.toContain("by-id");
  });

  it("tells adapters behind the two hubs of one controller apart", () => {
    const parts = together(adapterHost({ at: "1-9" }), adapterHost({ at: "2-9", ports: [["ttyUSB1", 1, 0, 0]] }));
    expect(generate(parts).names.filter((name) => name.startsWith("pci"))).toEqual([
      "pci-0000:00:14.0-usbv2-0:9:1.0-port0",
      "pci-0000:00:14.0-usbv3-0:9:1.0-port0",
    ]);
  });

  it.each([
    ["a group that may do more than others", "0660 20", 20],
    ["root's group", "0660 0", undefined],
    ["a group without access", "0600 20", undefined],
    ["a group that may do what all may", "0666 20", undefined],
  ])("gives a container the access of %s", (_, access, gid) => {
    const edits = generate(adapterHost({ access })).devices.get("ttyUSB0")?.containerEdits;
    expect(edits?.deviceNodes?.[0]?.gid).toBe(gid);
    const { spec } = generate(adapterHost({ access }));
    expect(spec?.containerEdits?.additionalGids).toEqual(gid === undefined ? undefined : [gid]);
    expect(spec?.cdiVersion).toBe(gid === undefined ? "0.6.0" : "0.7.0");
  });

  it.each([
    ["forbidden characters", { product: "A+B=C#1@x" }, "FTDI_A_B_C_1_x_A50285BI-if00-port0"],
    ["other alphabets", { product: "Gerät" }, "FTDI_Ger_t_A50285BI-if00-port0"],
    ["blanks around and inside", { product: "  two   words \t" }, "FTDI_two_words_A50285BI-if00-port0"],
    ["a serial number with a comma", { serial: "A,1" }, "FTDI_FT232R_USB_UART-if00-port0"],
    ["a serial number that is no ASCII", { serial: "é1" }, "FTDI_FT232R_USB_UART-if00-port0"],
    ["nothing to keep at the ends", { manufacturer: "__(x" }, "x_FT232R_USB_UART_A50285BI-if00-port0"],
  ])("makes a name of strings with %s", (_, strings, expected) => {
    const attributes = {
      idVendor: "0403",
      idProduct: "6001",
      manufacturer: "FTDI",
      product: "FT232R USB UART",
      serial: "A50285BI",
    };
    expect(generate(adapterHost({ attributes: { ...attributes, ...strings } })).names).toContain(expected);
  });

  it("makes a name of strings that are no UTF-8", () => {
    const { host, root, add } = fakeHost(adapterHost());
    add({ files: { [`${controller}/usb1/1-2/product`]: Buffer.from("caf\xe9 x\n", "latin1").toString("latin1") } });
    expect(root).not.toBe("");
    const { spec } = serial.generate({ tree: host, devices: host, driver: host }, { hooks: "auto", values: new Map() });
    expect(spec?.devices.map(({ name }) => name)).toContain("FTDI_caf__x_A50285BI-if00-port0");
  });

  it("names an adapter without strings by its numbers", () => {
    const { names } = generate(
      adapterHost({ attributes: { idVendor: "1a86", idProduct: "7523", product: "USB Serial" } }),
    );
    expect(names).toContain("1a86_USB_Serial-if00-port0");
  });

  it.each([
    ["as it is connected", { directory: `${connection}/tty/rfcomm0`, device: connection }],
    ["before it is", { directory: "/sys/devices/virtual/tty/rfcomm0" }],
  ])("takes the adapter that carries a port over Bluetooth for no part of that, %s", (_, place) => {
    const port = nodeParts({ ...place, of: "tty", numbers: "216:0", node: "rfcomm0", access: "0666" });
    const { names, devices } = generate(together(bluetoothAdapter, port));
    expect(names).toEqual(["rfcomm0"]);
    expect(devices.get("rfcomm0")?.annotations).toEqual({ type: "serial" });
  });

  it("finds the port that this machine is on USB, which belongs to none of its devices", () => {
    const directory = "/sys/devices/virtual/tty/ttyGS0";
    const gadget = nodeParts({ directory, of: "tty", numbers: "245:0", node: "ttyGS0", access: "0666" });
    expect(generate(gadget).names).toEqual(["ttyGS0"]);
  });

  it("takes no link for a port's that leads elsewhere", () => {
    const link = "by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0";
    const parts = together(adapterHost(), udevLinks({ [link]: "ttyUSB9" }), { files: { "/dev/ttyUSB9": "" } });
    expect(JSON.stringify(generate(parts).spec)).not.toContain(link);
  });

  it.each([
    ["is not there yet", { nodes: {} }, /no such file/],
    ["is a block device", { nodes: { "/dev/ttyUSB0": "b 188:0" } }, /no character device/],
    ["is another device's", { nodes: { "/dev/ttyUSB0": "c 188:7" } }, /188:7, and the port is 188:0/],
  ])("leaves out a port whose node %s, and keeps the others", (_, change, message) => {
    const { files, links, directories } = adapterHost();
    const { "/dev/ttyUSB0": _file, ...without } = files ?? {};
    const others = { ...onBoardHost };
    const parts = together(others, { files: without, links: links ?? {}, directories: directories ?? [], ...change });
    const { names, problems } = generate(parts);
    expect(names).toContain("ttyS0");
    expect(names).not.toContain("ttyUSB0");
    expect(problems).toContainEqual(
      expect.objectContaining({ code: "odd-device", message: expect.stringMatching(message), path: "/dev/ttyUSB0" }),
    );
  });

  it("keeps a port whose type cannot be read, and tells of it", () => {
    const { host, add } = fakeHost(boardHost);
    add({ files: { "/sys/devices/platform/fe201000.serial/tty/ttyAMA0/type": "\n" } });
    const { spec, problems } = serial.generate(
      { tree: host, devices: host, driver: host },
      { hooks: "auto", values: new Map() },
    );
    expect(spec?.devices.map(({ name }) => name)).toContain("ttyAMA0");
    expect(problems).toMatchObject([{ code: "odd-device", path: "/dev/ttyAMA0" }]);
  });
});

it("writes a spec of 1,000 ports of one adapter, each under its own names", () => {
  const ports = Array.from({ length: 1_000 }, (_, index) => [`ttyUSB${index}`, index, 0, index] as const);
  const { names, problems } = generate(adapterHost({ ports }));
  expect({ names: new Set(names).size, problems }).toEqual({ names: 3_000, problems: [] });
  expect(names.slice(-2)).toEqual(["ttyUSB998", "ttyUSB999"]);
});

it.each([
  ["a node's name that leads out of /dev", { uevent: "DEVNAME=../etc/passwd" }, "ttyUSB0"],
  ["no uevent", { uevent: "" }, "ttyUSB0"],
  ["no number", { dev: "" }, "ttyUSB0"],
  ["a number that is none", { dev: "x" }, undefined],
])("of a port with %s, only that is not believed", (_, attributes, name) => {
  const directory = `${controller}/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0`;
  const files = Object.fromEntries(Object.entries(attributes).map(([file, text]) => [`${directory}/${file}`, text]));
  const { nodesOf } = generate(together(adapterHost(), { files }));
  expect(nodesOf("ttyUSB0")).toEqual(name === undefined ? [] : [`/dev/${name}`]);
});

it("passes over a terminal whose device leads in a circle", () => {
  const link = `${controller}/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0/device`;
  const { names } = generate(together(onBoardHost, adapterHost(), { links: { [link]: "device" } }));
  expect(names).toContain("ttyS0");
  expect(names).not.toContain("ttyUSB0");
});

describe("serial does not apply", () => {
  it.each([
    ["to an empty tree", {}, "there is no /sys/class/tty"],
    [
      "where sysfs lists nothing",
      { directories: ["/sys/class/tty"] },
      "none of the 0 terminals in /sys/class/tty is a serial port",
    ],
    [
      "to phantoms",
      phantomParts(0, 3),
      "none of the 4 terminals in /sys/class/tty is a serial port; 4 are UARTs without a chip",
    ],
    [
      "where no node is there",
      { ...adapterHost(), files: { ...adapterHost().files, "/dev/ttyUSB0": "" }, nodes: {} },
      "no serial port has a device node that can be used",
    ],
  ])("%s, and says why", (_, parts: FakeHostParts, reason) => {
    expect(serial.detect(hostOf(parts))).toEqual({ applies: false, reason });
    expect(generate(parts).spec).toBeUndefined();
  });
});
