import { describe, expect, it } from "vitest";
import { classNode } from "../../../src/generators/nodes/class-node.ts";
import { hostOf } from "../generate-on.ts";

const entry = "/sys/class/drm/card0";

/** An entry of sysfs with these files, and these nodes. */
function hostWith(files: Readonly<Record<string, string>>, nodes: Readonly<Record<string, string>>) {
  return hostOf({
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`${entry}/${name}`, text])),
    nodes,
  });
}

describe("classNode", () => {
  it.each([
    ["is where the kernel says", { uevent: "MAJOR=226\nDEVNAME=dri/card5\n" }, "/dev/dri/card5"],
    ["is in the folder of its class where the kernel does not say", {}, "/dev/dri/card0"],
    ["is never outside of /dev", { uevent: "DEVNAME=../etc/passwd\n" }, "/dev/dri/card0"],
    ["is never at a path from the root", { uevent: "DEVNAME=/etc/passwd\n" }, "/dev/dri/card0"],
  ])("%s", (_, files, path) => {
    expect(classNode(hostWith(files, {}), entry, { folder: "dri" }).path).toBe(path);
  });

  it.each([
    ["that is right", "c 226:0 0660 44", undefined],
    ["that nobody may look at", "unseen", undefined],
    ["of another device", "c 226:1", "/dev/dri/card0 is the node of device 226:1, and the GPU is 226:0"],
    ["of another type", "b 226:0", "/dev/dri/card0 is no character device"],
  ])("finds the fault of a node %s", (_, node, fault) => {
    const host = hostWith({ dev: "226:0\n" }, { "/dev/dri/card0": node });
    expect(classNode(host, entry, { of: "GPU", folder: "dri" }).fault).toBe(fault);
  });

  it("finds the fault of a node that is not there", () => {
    const { node, fault } = classNode(hostWith({ dev: "226:0\n" }, {}), entry, { folder: "dri" });
    expect({ node, fault }).toEqual({
      node: undefined,
      fault: expect.stringMatching(/^cannot use \/dev\/dri\/card0: /),
    });
  });

  it("believes a node where sysfs says no number", () => {
    const host = hostWith({}, { "/dev/dri/card0": "c 226:9 0660 44" });
    expect(classNode(host, entry, { folder: "dri" })).toMatchObject({ node: { minor: 9, gid: 44 } });
  });
});
