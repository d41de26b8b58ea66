import { chmodSync, linkSync, mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory, writeFiles } from "./directories.ts";
import { gpu, namesIn, nic, openRegistry, untilDevices } from "./open-registry.ts";
import { asOrdinaryUser } from "./ordinary-user.ts";
import { until } from "./until.ts";

describe("Registry sees a file", () => {
  it("written, changed and removed", async () => {
    const dir = temporaryDirectory();
    const registry = await openRegistry(dir);
    writeFileSync(join(dir, "gpu.json"), gpu("0"));
    await untilDevices(registry, "vendor.com/gpu=0");
    writeFileSync(join(dir, "gpu.json"), gpu("0", "1"));
    await untilDevices(registry, "vendor.com/gpu=0", "vendor.com/gpu=1");
    unlinkSync(join(dir, "gpu.json"));
    await untilDevices(registry);
  });

  it("renamed over another in the same directory", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "gpu.json": gpu("0") });
    const registry = await openRegistry(dir);
    writeFiles(dir, { "spec.1.tmp": gpu("1") });
    renameSync(join(dir, "spec.1.tmp"), join(dir, "gpu.json"));
    await untilDevices(registry, "vendor.com/gpu=1");
  });

  it("moved in from another directory, and out again", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "cdi/gpu.json": gpu("0"), "other/nic.json": nic("a") });
    const registry = await openRegistry(join(root, "cdi"));
    renameSync(join(root, "other/nic.json"), join(root, "cdi/nic.json"));
    await untilDevices(registry, "vendor.com/gpu=0", "vendor.com/nic=a");
    renameSync(join(root, "cdi/nic.json"), join(root, "other/nic.json"));
    await untilDevices(registry, "vendor.com/gpu=0");
  });

  it("hard linked in", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "other/nic.json": nic("a") });
    mkdirSync(join(root, "cdi"));
    const registry = await openRegistry(join(root, "cdi"));
    linkSync(join(root, "other/nic.json"), join(root, "cdi/nic.json"));
    await untilDevices(registry, "vendor.com/nic=a");
  });

  it("whose permissions change", async () => {
    await asOrdinaryUser(async () => {
      const dir = temporaryDirectory();
      writeFiles(dir, { "gpu.json": gpu("0") });
      const registry = await openRegistry(dir);
      chmodSync(join(dir, "gpu.json"), 0o000);
      await untilDevices(registry);
      chmodSync(join(dir, "gpu.json"), 0o644);
      await untilDevices(registry, "vendor.com/gpu=0");
    });
  });
});

describe("Registry sees a link", () => {
  it("dropped in, retargeted and removed", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "a/spec.json": gpu("a"), "b/spec.json": gpu("b") });
    mkdirSync(join(root, "cdi"));
    const registry = await openRegistry(join(root, "cdi"));
    symlinkSync("../a/spec.json", join(root, "cdi/gpu.json"));
    await untilDevices(registry, "vendor.com/gpu=a");
    symlinkSync("../b/spec.json", join(root, "cdi/new.tmp"));
    renameSync(join(root, "cdi/new.tmp"), join(root, "cdi/gpu.json"));
    await untilDevices(registry, "vendor.com/gpu=b");
    unlinkSync(join(root, "cdi/gpu.json"));
    await untilDevices(registry);
  });

  it("to a file that is written, replaced, removed and made again", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "real/spec.json": gpu("0") });
    mkdirSync(join(root, "cdi"));
    symlinkSync("../real/spec.json", join(root, "cdi/gpu.json"));
    const registry = await openRegistry(join(root, "cdi"));
    expect(namesIn(registry)).toEqual(["vendor.com/gpu=0"]);
    writeFiles(root, { "real/spec.json": gpu("1") });
    await untilDevices(registry, "vendor.com/gpu=1");
    writeFiles(root, { "real/spec.tmp": gpu("2") });
    renameSync(join(root, "real/spec.tmp"), join(root, "real/spec.json"));
    await untilDevices(registry, "vendor.com/gpu=2");
    unlinkSync(join(root, "real/spec.json"));
    await until(() => registry.snapshot.problems().some(({ code }) => code === "unreadable-file"));
    expect(namesIn(registry)).toEqual([]);
    writeFiles(root, { "real/spec.json": gpu("3") });
    await untilDevices(registry, "vendor.com/gpu=3");
    expect(registry.snapshot.problems()).toEqual([]);
  });

  it("through a directory that is swapped, as a mounted Kubernetes volume does", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "cdi/..1/gpu.json": gpu("1"), "cdi/..2/gpu.json": gpu("2") });
    symlinkSync("..1", join(root, "cdi/..data"));
    symlinkSync("..data/gpu.json", join(root, "cdi/gpu.json"));
    const registry = await openRegistry(join(root, "cdi"));
    expect(namesIn(registry)).toEqual(["vendor.com/gpu=1"]);
    symlinkSync("..2", join(root, "cdi/..tmp"));
    renameSync(join(root, "cdi/..tmp"), join(root, "cdi/..data"));
    await untilDevices(registry, "vendor.com/gpu=2");
  });
});
