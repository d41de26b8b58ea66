import { execFileSync } from "node:child_process";
import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HostTree } from "../../src/host/host-tree.ts";
import { asOrdinaryUser } from "../registry/ordinary-user.ts";
import { type FakeHostParts, fakeHost } from "./fake-host.ts";

describe("HostTree.realPath", () => {
  const parts: FakeHostParts = {
    files: { "/sys/devices/a/name": "A\n", "/etc/hosts": "inside\n" },
    links: {
      "/sys/class/relative": "../devices/a",
      "/sys/class/absolute": "/sys/devices/a",
      "/sys/class/out": "../../../../../../etc",
      "/sys/class/chain": "absolute/../a",
      "/sys/class/self": "self",
      "/sys/class/ping": "pong",
      "/sys/class/pong": "ping",
      "/sys/class/nowhere": "/none",
    },
  };

  it.each([
    ["/sys/class/relative", "/sys/devices/a"],
    ["/sys/class/absolute/name", "/sys/devices/a/name"],
    ["/sys/class/out/hosts", "/etc/hosts"],
    ["/sys/class/chain", "/sys/devices/a"],
    ["/sys/class/absolute/..", "/sys/devices"],
    ["//sys/./class/../devices/", "/sys/devices"],
    ["sys/devices", "/sys/devices"],
    ["/..", "/"],
    ["/../..", "/"],
    ["/", "/"],
  ])("of %s is %s", (path, real) => {
    expect(fakeHost(parts).host.realPath(path)).toBe(real);
  });

  it.each([
    "/sys/class/self",
    "/sys/class/ping",
    "/sys/class/nowhere",
    "/none",
    "/etc/hosts/",
    "/etc/hosts/..",
    "/etc/hosts/x",
    "/etc\0",
  ])("of %j is undefined", (path) => {
    expect(fakeHost(parts).host.realPath(path)).toBeUndefined();
  });

  it("follows 40 links, and no more", () => {
    const chain = fakeHost({ files: { "/file": "" }, links: { "/1": "file" } });
    for (let index = 2; index <= 41; index++) symlinkSync(`${index - 1}`, join(chain.root, `${index}`));
    expect(chain.host.realPath("/40")).toBe("/file");
    expect(chain.host.realPath("/41")).toBeUndefined();
  });

  it("is what a process with that root directory would see, for any path", () => {
    const { host, root } = fakeHost(parts);
    const names = [
      "sys",
      "class",
      "devices",
      "a",
      "relative",
      "absolute",
      "out",
      "chain",
      "..",
      ".",
      "etc",
      "hosts",
      "",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 8 }), (path) => {
        const real = host.realPath(`/${path.join("/")}`);
        if (real === undefined) return;
        expect(host.realPath(real)).toBe(real);
        expect(new HostTree(root).realPath(real)).toBe(real);
        expect(`${new HostTree().realPath(root + real)}/`).toBe(`${root}${real}/`.replace("//", "/"));
      }),
    );
  });
});

describe("HostTree.readText", () => {
  const parts: FakeHostParts = {
    files: { "/small": "text\n", "/etc/hosts": "inside\n", "/large": "x".repeat(70_000) },
    links: { "/link": "/etc/hosts", "/null": "/dev/null" },
    directories: ["/dir"],
  };

  it("reads files of the tree, through links of the tree", () => {
    const { host } = fakeHost(parts);
    expect(host.readText("/small")).toBe("text\n");
    expect(host.readText("/link")).toBe("inside\n");
  });

  it("reads up to the limit", () => {
    const { host } = fakeHost(parts);
    expect(host.readText("/large")).toBeUndefined();
    expect(host.readText("/large", 70_000)).toHaveLength(70_000);
    expect(host.readText("/small", 5)).toBe("text\n");
    expect(host.readText("/small", 4)).toBeUndefined();
  });

  it("reads nothing but files", () => {
    const { host, root } = fakeHost(parts);
    execFileSync("mkfifo", [join(root, "fifo")]);
    for (const path of ["/dir", "/none", "/null", "/fifo"]) expect(host.readText(path)).toBeUndefined();
    for (const path of ["/dev/zero", "/sys", "/proc/self/mem"]) expect(new HostTree().readText(path)).toBeUndefined();
  });

  it("reads what procfs has, whatever size it says", () => {
    expect(new HostTree().readText("/proc/self/status")).toContain("Name:");
  });
});

describe("HostTree.list", () => {
  it("has names in order, and undefined for no directory", () => {
    const { host } = fakeHost({ files: { "/d/b": "", "/d/a": "", "/d/c/e": "" }, links: { "/l": "/d" } });
    expect(host.list("/l")).toEqual(["a", "b", "c"]);
    expect(host.list("/d/a")).toBeUndefined();
    expect(host.list("/none")).toBeUndefined();
  });
});

describe("HostTree.deviceNode", () => {
  it("finds nodes of this machine", () => {
    expect(new HostTree().deviceNode("/dev/null")).toMatchObject({ type: "c", major: 1, minor: 3 });
    expect(new HostTree("/dev/..").deviceNode("/dev/null")).toMatchObject({ type: "c", major: 1, minor: 3 });
    expect(new HostTree("/dev").deviceNode("/null")).toMatchObject({ type: "c", major: 1, minor: 3 });
    expect(new HostTree("/dev").deviceNode("/dev/null")).toEqual({ missing: "no such file or directory" });
  });

  it("follows links to the node's directory, not one in its place", () => {
    const { host, root } = fakeHost({
      links: { "/dev/dri": "/devices/dri", "/dev/link": "dri/fifo" },
      directories: ["/devices/dri"],
    });
    execFileSync("mkfifo", [join(root, "devices/dri/fifo")]);
    expect(host.deviceNode("/dev/dri/fifo")).toMatchObject({ type: "p" });
    expect(host.deviceNode("/dev/link")).toEqual({ missing: "a symbolic link, not a device node" });
    expect(host.deviceNode("/dev/dri")).toEqual({ missing: "a symbolic link, not a device node" });
    expect(host.deviceNode("/dev/none/x")).toEqual({ missing: "no such file or directory" });
    expect(host.deviceNode("/dev/dri/fifo/x")).toEqual({ missing: "not a directory" });
  });

  it("says so where nothing can be seen", () =>
    asOrdinaryUser(async () => {
      const { host, root } = fakeHost({ directories: ["/closed/dev"] });
      chmodSync(join(root, "closed"), 0);
      expect(host.deviceNode("/closed/dev/x")).toEqual({ missing: "permission denied", unseen: true });
      chmodSync(join(root, "closed"), 0o755);
    }));
});

it("a root that is not there has nothing", () => {
  const host = new HostTree("/none/at/all");
  expect(host.realPath("/dev")).toBeUndefined();
  expect(host.list("/")).toBeUndefined();
  expect(host.deviceNode("/dev/null")).toEqual({ missing: "no such file or directory" });
});
