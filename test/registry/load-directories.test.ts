import { chmodSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { specText, temporaryDirectory, writeFiles } from "./directories.ts";
import { deviceNames, goodSpec } from "./load-beside.ts";
import { asOrdinaryUser } from "./ordinary-user.ts";

describe("loadSnapshot loses one directory and no other when it", () => {
  it("may be listed and not entered", async () => {
    await asOrdinaryUser(async () => {
      const root = temporaryDirectory();
      writeFiles(root, { "a/gpu.json": goodSpec, "b/nic.json": specText("vendor.com/nic", ["0"]) });
      chmodSync(join(root, "a"), 0o444);
      const snapshot = await loadSnapshot([join(root, "a"), join(root, "b")]);
      expect(deviceNames(snapshot)).toEqual(["vendor.com/nic=0"]);
      const problem = snapshot.problems().find(({ code }) => code === "unreadable-directory");
      expect(problem?.path).toBe(join(root, "a"));
      expect(problem?.message).toMatch(/permission denied; Go runtimes ignore it and every later/);
      chmodSync(join(root, "a"), 0o755);
    });
  });

  it("may not be listed", async () => {
    await asOrdinaryUser(async () => {
      const root = temporaryDirectory();
      writeFiles(root, { "a/gpu.json": goodSpec, "b/nic.json": specText("vendor.com/nic", ["0"]) });
      chmodSync(join(root, "a"), 0o000);
      const snapshot = await loadSnapshot([join(root, "a"), join(root, "b")]);
      expect(deviceNames(snapshot)).toEqual(["vendor.com/nic=0"]);
      expect(snapshot.problems()).toMatchObject([{ code: "unreadable-directory", path: join(root, "a") }]);
      expect(snapshot.problems()[0]?.message).toMatch(/permission denied; Go runtimes ignore it without a word/);
      chmodSync(join(root, "a"), 0o755);
    });
  });

  it.each([
    ["is a file", (path: string) => writeFileSync(path, goodSpec)],
    ["lies below a file", (path: string) => writeFileSync(join(path, ".."), "")],
    ["is a link that leads nowhere", (path: string) => symlinkSync("none", path)],
    ["is a link that leads back to itself", (path: string) => symlinkSync("cdi", path)],
  ])("%s", async (what, make) => {
    const root = temporaryDirectory();
    const isBelow = what === "lies below a file";
    const path = isBelow ? join(root, "file/cdi") : join(root, "cdi");
    make(path);
    writeFiles(root, { "b/gpu.json": goodSpec });
    const snapshot = await loadSnapshot([path, join(root, "b")]);
    expect(deviceNames(snapshot)).toEqual(["vendor.com/gpu=0"]);
    expect(snapshot.problems()).toMatchObject([{ code: "unreadable-directory", path }]);
  });
});

describe("loadSnapshot follows a directory that is a link", () => {
  it.each(["cdi", "cdi/"])("given as %s, and says that Go runtimes do not", async (name) => {
    const root = temporaryDirectory();
    writeFiles(root, { "real/gpu.json": goodSpec });
    symlinkSync("real", join(root, "cdi"));
    const snapshot = await loadSnapshot([`${root}/${name}`]);
    expect(deviceNames(snapshot)).toEqual(["vendor.com/gpu=0"]);
    expect(snapshot.problems()).toMatchObject([{ code: "symlinked-directory", severity: "warning" }]);
  });
});

describe("loadSnapshot takes the paths of directories as the reference does", () => {
  it("a spec file is a directory of one", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "gpu.json": goodSpec, "other.txt": goodSpec });
    const snapshot = await loadSnapshot([join(root, "gpu.json"), join(root, "other.txt")]);
    expect([...snapshot.files()].map(({ path }) => path)).toEqual([join(root, "gpu.json")]);
    expect(snapshot.problems()).toMatchObject([{ code: "unreadable-directory", path: join(root, "other.txt") }]);
  });

  it("cleaned by their letters, whatever links lead elsewhere", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "real/deep/x.json": goodSpec, "d/gpu.json": goodSpec });
    symlinkSync(join(root, "real/deep"), join(root, "link"));
    const snapshot = await loadSnapshot([`${root}/link/../d/`]);
    expect([...snapshot.files()].map(({ path }) => path)).toEqual([join(root, "d/gpu.json")]);
    expect((await loadSnapshot([`${root}/link/.`])).problems()).toMatchObject([{ code: "symlinked-directory" }]);
  });

  it("a file whose name is not UTF-8 is told", async () => {
    const root = temporaryDirectory();
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff]), Buffer.from(".json")]), goodSpec);
    expect((await loadSnapshot([root])).problems()).toMatchObject([{ code: "invalid-encoding" }]);
  });
});
