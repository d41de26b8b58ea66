import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inspectSpec } from "../../../src/cdi/inspect-spec.ts";
import { printSpec } from "../../../src/cdi/print-spec.ts";
import { generateSpec } from "../../../src/generators/generate-spec.ts";
import { usb } from "../../../src/generators/usb/usb.ts";
import { type FakeHostParts, fakeHost, together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { withoutNodes } from "../sysfs-parts.ts";
import { deskHost, hub, placeOf, pluggedIn, rootHubs } from "./usb-parts.ts";

const attributes = { idVendor: "0483", idProduct: "3748" };

/** One device in port 3, with other attributes. */
function deviceWith(changes: Readonly<Record<string, string>>): FakeHostParts {
  return together(rootHubs, pluggedIn({ at: "1-3", devnum: 4, attributes: { ...attributes, ...changes } }));
}

describe("generate usb", () => {
  it("writes the golden spec of a desk, of which validate says nothing", async () => {
    const { spec, problems } = generateOn(usb, deskHost);
    await expectGolden("usb-desk", spec);
    expect(problems).toEqual([]);
  });

  it("leaves out hubs, by which a container could cut off what others have", () => {
    const { nodesOf, names } = generateOn(usb, deskHost);
    expect(names.flatMap(nodesOf)).not.toContain("/dev/bus/usb/001/002");
  });

  it("gives none of two devices a name that would be both's", () => {
    const { names } = generateOn(usb, deskHost);
    expect(names).not.toContain("0bda-2838-00000001");
    expect(names).not.toContain("1050-0407");
    expect(names).toContain("0bda-2838-00000001_at_pci-0000:00:14.0-usb-0:5");
    expect(names).toContain("1050-0407_at_pci-0000:00:14.0-usbv3-0:9");
  });

  it("says that the number of a bus can be another one after a start", () => {
    const { devices } = generateOn(usb, deskHost);
    expect(devices.get("1-2.4")?.annotations).toMatchObject({ "usb.dev/stable-name": "false" });
    expect(devices.get("0483-3748")?.annotations).not.toHaveProperty("usb.dev/stable-name");
  });

  it.each([
    ["forbidden characters", { serial: "A=B/C d" }, "0483-3748-A_B_C_d"],
    ["a comma", { serial: "A,1" }, undefined],
    ["other alphabets", { serial: "Ä1" }, undefined],
    ["nothing that CDI allows", { serial: "###" }, undefined],
    ["nothing at all", { serial: "" }, undefined],
    ["control characters", { serial: "A\u0001B" }, undefined],
  ])("makes a name of a serial number with %s", async (_, changes, expected) => {
    const { names, spec, problems } = generateOn(usb, deviceWith(changes));
    const others = ["0483-3748", "1-3", "pci-0000:00:14.0-usb-0:3"];
    expect(names.toSorted()).toEqual([...others, ...(expected === undefined ? [] : [expected])].toSorted());
    expect(problems).toEqual([]);
    expect((await inspectSpec(spec ? printSpec(spec, "yaml") : "")).problems).toEqual([]);
  });

  it("survives strings that are no UTF-8", async () => {
    const { host, root } = fakeHost(deviceWith({}));
    for (const file of ["serial", "product"]) {
      writeFileSync(`${root}${placeOf("1-3")}/${file}`, Buffer.from([0x41, 0xe9, 0xff, 0x0a]));
    }
    const places = { tree: host, devices: host, driver: host };
    const { spec } = generateSpec(usb, places, { hooks: "auto", values: new Map() });
    expect(spec?.devices.map(({ name }) => name)).toEqual(["1-3", "0483-3748", "pci-0000:00:14.0-usb-0:3"]);
    expect((await inspectSpec(spec ? printSpec(spec, "yaml") : "")).problems).toEqual([]);
  });

  it("finds the node by the numbers of bus and device where the kernel names none", () => {
    expect(generateOn(usb, deviceWith({ uevent: "" })).nodesOf("1-3")).toEqual(["/dev/bus/usb/001/004"]);
  });

  it.each([
    ["whose node is not there", withoutNodes(deviceWith({})), /cannot use \/dev\/bus\/usb\/001\/004/],
    ["whose node is another device's", deviceWith({ dev: "189:77" }), /189:3, and the device is 189:77/],
    ["without a number of its maker", deviceWith({ idVendor: "" }), /sysfs does not say what it is/],
    ["with a number that is none", deviceWith({ idProduct: "37x8" }), /sysfs does not say what it is/],
  ])("leaves out a device %s, and keeps the others", (_, parts, message) => {
    const other = pluggedIn({ at: "1-4", devnum: 9, attributes: { idVendor: "1050", idProduct: "0407" } });
    const { names, problems } = generateOn(usb, together(parts, other));
    expect(names).toEqual(expect.arrayContaining(["1050-0407", "1-4"]));
    expect(names).not.toContain("1-3");
    expect(problems).toMatchObject([{ code: "odd-device", message: expect.stringMatching(message) }]);
  });

  it("passes over a device that is gone, and one whose link leads in a circle", () => {
    const links = {
      "/sys/bus/usb/devices/1-7": placeOf("1-7"),
      "/sys/bus/usb/devices/1-8": "1-8",
    };
    const { names, problems } = generateOn(usb, together(deviceWith({}), { links }));
    expect(names).toContain("1-3");
    expect({ gone: names.filter((name) => /^1-[78]$/.test(name)), problems }).toEqual({ gone: [], problems: [] });
  });

  it("gives 300 devices of one make each their own names", () => {
    const units = Array.from({ length: 300 }, (_, index) =>
      pluggedIn({ at: `1-${index + 1}`, devnum: index + 1, attributes: { ...attributes, serial: `S${index}` } }),
    );
    const { names, problems } = generateOn(usb, together(rootHubs, ...units));
    expect({ names: new Set(names).size, problems }).toEqual({ names: 900, problems: [] });
  });
});

describe("detect usb", () => {
  it.each([
    ["there is no sysfs", {}, "there is no /sys/bus/usb/devices"],
    ["nothing is plugged in", rootHubs, "nothing is plugged in in /sys/bus/usb/devices"],
    ["only hubs are", together(rootHubs, pluggedIn(hub)), "only hubs are in /sys/bus/usb/devices"],
    ["no node is there", withoutNodes(deviceWith({})), "no USB device has a device node that can be used"],
  ])("does not apply where %s, and says so", (_, parts, reason) => {
    expect(usb.detect(hostOf(parts))).toEqual({ applies: false, reason });
  });

  it("says what there is, and what a container can do with it", () => {
    expect(usb.detect(hostOf(deviceWith({})))).toEqual({
      applies: true,
      reason: "1-3 (0483-3748); a container that gets one can reset it and change its firmware",
    });
  });
});
