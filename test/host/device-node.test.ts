import { execFileSync } from "node:child_process";
import { statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deviceNumbers, lookUpDeviceNode } from "../../src/host/device-node.ts";
import { temporaryDirectory } from "../registry/directories.ts";

describe("lookUpDeviceNode", () => {
  it.each([
    ["/dev/null", 1, 3],
    ["/dev/zero", 1, 5],
    ["/dev/full", 1, 7],
  ])("finds %s", (path, major, minor) => {
    expect(lookUpDeviceNode(path)).toEqual({ type: "c", major, minor, fileMode: statSync(path).mode & 0o7777 });
  });

  it("finds a FIFO, without opening it", () => {
    const path = join(temporaryDirectory(), "fifo");
    execFileSync("mkfifo", ["-m", "640", path]);
    expect(lookUpDeviceNode(path)).toEqual({ type: "p", major: 0, minor: 0, fileMode: 0o640 });
  });

  it("does not follow links", () => {
    const path = join(temporaryDirectory(), "link");
    symlinkSync("/dev/null", path);
    expect(lookUpDeviceNode(path)).toEqual({ missing: "a symbolic link, not a device node" });
  });

  it("says why there is no node", () => {
    const dir = temporaryDirectory();
    writeFileSync(join(dir, "file"), "");
    expect(lookUpDeviceNode(join(dir, "file"))).toEqual({ missing: "not a device node" });
    expect(lookUpDeviceNode(dir)).toEqual({ missing: "not a device node" });
    expect(lookUpDeviceNode(join(dir, "none"))).toEqual({ missing: "no such file or directory" });
    expect(lookUpDeviceNode(join(dir, "file/below"))).toEqual({ missing: "not a directory" });
    expect(lookUpDeviceNode("/dev/null\0")).toMatchObject({ missing: expect.stringContaining("null bytes") });
  });
});

describe("deviceNumbers", () => {
  it.each([
    [0x0103n, 1, 3],
    [0xc3_00n | 0xffn, 195, 255],
    [0x1_0000n << 4n, 0, 256],
    [0xfff_ffn, 4095, 255],
    [0x0000_1000_0000_0000n, 4096, 0],
    [0xffff_ffff_ffff_ffffn, 0xffffffff, 0xffffffff],
  ])("takes %s apart", (rdev, major, minor) => {
    expect(deviceNumbers(rdev)).toEqual({ major, minor });
  });
});
