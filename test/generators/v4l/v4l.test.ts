import { describe, expect, it } from "vitest";
import { inspectSpec } from "../../../src/cdi/inspect-spec.ts";
import { printSpec } from "../../../src/cdi/print-spec.ts";
import { v4l } from "../../../src/generators/v4l/v4l.ts";
import { together } from "../../host/fake-host.ts";
import { expectGolden } from "../expect-golden.ts";
import { generateOn, hostOf } from "../generate-on.ts";
import { controllerParts, withoutNodes } from "../sysfs-parts.ts";
import { placeOf } from "../usb/usb-parts.ts";
import { boardHost, cameraParts, camerasHost, udevLinks, videoParts } from "./v4l-hosts.ts";

const camera = together(controllerParts, cameraParts({ at: "1-3", faces: [[0, 0]], serial: "6E0A1D5F" }));

describe("generate v4l", () => {
  it.each([
    ["cameras", camerasHost],
    ["board", boardHost],
  ])("writes the golden spec of the host %s, of which validate says nothing", async (name, parts) => {
    const { spec, problems } = generateOn(v4l, parts);
    await expectGolden(`v4l-${name}`, spec);
    expect(problems).toEqual([]);
  });

  it("gives all nodes of a camera under each of its names", () => {
    const { names, nodesOf } = generateOn(v4l, camera);
    expect(names).toEqual(["046d_HD_Pro_Webcam_C920_6E0A1D5F", "pci-0000:00:14.0-usb-0:3:1.0", "video0", "video1"]);
    for (const name of names) expect(nodesOf(name)).toEqual(["/dev/media0", "/dev/video0", "/dev/video1"]);
  });

  it("tells two cameras in one case apart, and gives neither the name of both", () => {
    const { names } = generateOn(v4l, camerasHost);
    expect(names.filter((name) => name.startsWith("046d"))).toEqual([
      "046d_HD_Pro_Webcam_C920_6E0A1D5F",
      "046d_HD_Pro_Webcam_C920_at_pci-0000:00:14.0-usb-0:8:1.0",
      "046d_HD_Pro_Webcam_C920_at_pci-0000:00:14.0-usb-0:8:1.2",
    ]);
  });

  it("offers a sensor by itself, for nothing says which camera it is in", () => {
    const { nodesOf, devices } = generateOn(v4l, boardHost);
    expect(nodesOf("v4l-subdev0")).toEqual(["/dev/v4l-subdev0"]);
    expect(devices.get("v4l-subdev0")?.annotations).toMatchObject({ productName: "imx219 10-0010" });
  });

  it("takes no link for a camera's that leads elsewhere", () => {
    const links = udevLinks({ "by-path/pci-0000:00:14.0-usb-0:3:1.0-video-index0": "video1" });
    expect(JSON.stringify(generateOn(v4l, together(camera, links)).spec)).not.toContain("by-path");
  });

  it("keeps a camera without the node to set it up, and tells of it", () => {
    const { nodesOf, problems } = generateOn(v4l, withoutNodes(camera, "/dev/media0"));
    expect(nodesOf("video0")).toEqual(["/dev/video0", "/dev/video1"]);
    expect(problems).toMatchObject([{ code: "odd-device", path: "/dev/media0" }]);
  });

  it("leaves out a camera whose nodes are another's, and keeps the others", () => {
    const nodes = { "/dev/video0": "c 81:9", "/dev/video1": "b 81:1" };
    const other = cameraParts({ at: "1-4", faces: [[0, 6]] });
    const { names, problems } = generateOn(v4l, together(camera, { nodes }, other));
    expect(names).toContain("video6");
    expect(names).not.toContain("video0");
    expect(problems).toMatchObject([{ message: expect.stringMatching(/^Left out video device video0, video1:/) }]);
  });

  it.each([
    ["no index", { index: "" }],
    ["an index that is none", { index: "x\n" }],
    ["a name that is no text", { name: "\u0000\u0007\n" }],
    ["an endless name", { name: "x".repeat(100_000) }],
  ])("survives a node with %s", async (_, attributes) => {
    const directory = `${placeOf("1-3")}/1-3:1.0/video4linux/video0`;
    const files = Object.fromEntries(Object.entries(attributes).map(([file, text]) => [`${directory}/${file}`, text]));
    const { spec, names } = generateOn(v4l, together(camera, { files }));
    expect(names).toContain("video0");
    expect((await inspectSpec(spec ? printSpec(spec, "yaml") : "")).problems).toEqual([]);
  });

  it("gives 500 loopbacks each their own names", () => {
    const loopbacks = Array.from({ length: 500 }, (_, index) => videoParts(undefined, `video${index}`));
    const { names, problems } = generateOn(v4l, together(...loopbacks));
    expect({ names: new Set(names).size, problems }).toEqual({ names: 500, problems: [] });
  });
});

describe("detect v4l", () => {
  it.each([
    ["there is no sysfs", {}, "there is no /sys/class/video4linux"],
    ["the class is empty", { directories: ["/sys/class/video4linux"] }, "nothing is in /sys/class/video4linux"],
    ["no node is there", withoutNodes(camera), "no video device has a device node that can be used"],
  ])("does not apply where %s, and says so", (_, parts, reason) => {
    expect(v4l.detect(hostOf(parts))).toEqual({ applies: false, reason });
    expect(generateOn(v4l, parts).spec).toBeUndefined();
  });

  it("names the nodes", () => {
    expect(v4l.detect(hostOf(camera))).toEqual({ applies: true, reason: "video0, video1, media0" });
  });
});
