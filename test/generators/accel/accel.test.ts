import { describe, expect, it } from "vitest";
import { accel } from "../../../src/generators/accel/accel.ts";
import { type FakeHostParts, together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { deviceParts, withoutNodes } from "../sysfs-parts.ts";
import { acceleratorParts, board, gaudis, laptop } from "./accel-hosts.ts";

describe("generate accel", () => {
  it.each([
    ["gaudis", gaudis],
    ["laptop", laptop],
    ["board", board],
  ])("writes the golden spec of the host %s, of which validate says nothing", async (name, parts) => {
    const { spec, problems } = generateOn(accel, parts);
    await expectGolden(`accel-${name}`, spec);
    expect(problems).toEqual([]);
  });

  it("gives a Gaudi its control node and its own InfiniBand device", () => {
    const { nodesOf } = generateOn(accel, gaudis);
    const own = ["/dev/accel/accel0", "/dev/accel/accel_controlD0", "/dev/infiniband/uverbs4"];
    expect([nodesOf("accel0"), nodesOf("0000:33:00.0")]).toEqual([own, own]);
    expect(nodesOf("accel1")).toEqual(["/dev/accel/accel1", "/dev/accel/accel_controlD1"]);
  });

  it("knows the driver of an accelerator that stands for hardware in several places", () => {
    expect(generateOn(accel, board).devices.get("platform-rknn")?.annotations).toMatchObject({
      type: "npu",
      driver: "rocket",
    });
  });

  it("lets a place stand for all accelerators of a device", () => {
    expect(generateOn(accel, board).nodesOf("0000:c1:00.0")).toEqual(["/dev/accel/accel1", "/dev/accel/accel2"]);
  });

  it("tells of a node that only adds something, and leaves out an accelerator without its own", () => {
    const parts = withoutNodes(gaudis, "/dev/accel/accel_controlD0", "/dev/accel/accel1");
    const { names, problems } = generateOn(accel, parts);
    expect(names).toEqual(["0000:33:00.0", "accel0", "all"]);
    expect(problems).toMatchObject([
      { message: expect.stringMatching(/^Only a part of accelerator accel0/), path: "/dev/accel/accel_controlD0" },
      { message: expect.stringMatching(/^Left out accelerator accel1/), path: "/dev/accel/accel1" },
    ]);
  });

  it("gives devices no name by their place that cannot be told apart by it", () => {
    const twins = ["a", "b"].map((name, index) => {
      const device = `/sys/devices/pci0000:d1/0000:d1:00.0/mhi/${name}`;
      return together(deviceParts(device, "mhi"), acceleratorParts(`accel${index}`, device));
    });
    const parent = deviceParts("/sys/devices/pci0000:d1/0000:d1:00.0", "pci");
    expect(generateOn(accel, together(parent, ...twins)).names).toEqual(["accel0", "accel1", "all"]);
  });

  it.each<[string, FakeHostParts]>([
    [
      "no driver",
      { files: { "/sys/class/accel/accel9/dev": "261:9\n" }, links: { "/sys/class/accel/accel9/device": "accel9" } },
    ],
    ["no device", { directories: ["/sys/class/accel/accel9"] }],
    ["another name", { directories: ["/sys/class/accel/accelerometer0"] }],
    ["a name without end", { directories: [`/sys/class/accel/accel${"9".repeat(200)}`] }],
  ])("passes over an entry with %s", (_, parts) => {
    expect(generateOn(accel, together(laptop, parts)).names).toEqual(["0000:00:0b.0", "accel0", "all"]);
  });

  it.each(["", "x\n", "-\n", "9".repeat(5_000)])("offers a Gaudi whose place on the board reads %j", (text) => {
    const parts = together(gaudis, { files: { "/sys/devices/pci0000:33/0000:33:00.0/module_id": text } });
    const { devices } = generateOn(accel, parts);
    expect(devices.get("accel0")?.annotations).not.toHaveProperty("accel.dev/module-id");
    expect(devices.get("accel1")?.annotations).toHaveProperty("accel.dev/module-id", "6");
  });
});

describe("accel does not apply", () => {
  it.each([
    ["to an empty tree", {}, "there is no /sys/class/accel"],
    ["where the class is empty", { directories: ["/sys/class/accel"] }, "there is no accelerator in /sys/class/accel"],
    ["where no node is there", withoutNodes(laptop), "no accelerator has a device node that can be used"],
  ])("%s, and says why", (_, parts, reason) => {
    expect(accel.detect(hostOf(parts))).toEqual({ applies: false, reason });
    expect(generateOn(accel, parts).spec).toBeUndefined();
  });
});
