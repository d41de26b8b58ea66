import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory, writeFiles } from "./directories.ts";
import { gpu, namesIn, nic, openRegistry, untilDevices } from "./open-registry.ts";
import { asOrdinaryUser } from "./ordinary-user.ts";

describe("Registry sees a directory", () => {
  it("that is missing at the start, its parents too, and made later", async () => {
    const root = temporaryDirectory();
    const registry = await openRegistry(join(root, "a/b/cdi"));
    expect(registry.snapshot.directories[0]?.state).toBe("missing");
    writeFiles(root, { "a/b/cdi/gpu.json": gpu("0") });
    await untilDevices(registry, "vendor.com/gpu=0");
    writeFiles(root, { "a/b/cdi/nic.json": nic("a") });
    await untilDevices(registry, "vendor.com/gpu=0", "vendor.com/nic=a");
    expect(registry.snapshot.directories[0]?.state).toBe("present");
  });

  it("that is removed and made again, time after time", async () => {
    const root = temporaryDirectory();
    const registry = await openRegistry(join(root, "cdi"));
    for (let round = 0; round < 5; round++) {
      writeFiles(root, { "cdi/gpu.json": gpu(`${round}`) });
      await untilDevices(registry, `vendor.com/gpu=${round}`);
      rmSync(join(root, "cdi"), { recursive: true });
      await untilDevices(registry);
    }
  });

  it("that is removed and made again at once", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "cdi/gpu.json": gpu("0") });
    const registry = await openRegistry(join(root, "cdi"));
    rmSync(join(root, "cdi"), { recursive: true });
    writeFiles(root, { "cdi/gpu.json": gpu("1") });
    await untilDevices(registry, "vendor.com/gpu=1");
    writeFiles(root, { "cdi/gpu.json": gpu("2") });
    await untilDevices(registry, "vendor.com/gpu=2");
  });

  it("that is removed and made again, when another registry watches it too", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "cdi/gpu.json": gpu("0") });
    const registries = [await openRegistry(join(root, "cdi")), await openRegistry(join(root, "cdi"))];
    rmSync(join(root, "cdi"), { recursive: true });
    for (const registry of registries) await untilDevices(registry);
    for (const round of ["1", "2"]) {
      writeFiles(root, { "cdi/gpu.json": gpu(round) });
      for (const registry of registries) await untilDevices(registry, `vendor.com/gpu=${round}`);
    }
  });

  it("that is renamed away and comes back", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "cdi/gpu.json": gpu("0") });
    const registry = await openRegistry(join(root, "cdi"));
    renameSync(join(root, "cdi"), join(root, "away"));
    await untilDevices(registry);
    writeFiles(root, { "away/gpu.json": gpu("1") });
    renameSync(join(root, "away"), join(root, "cdi"));
    await untilDevices(registry, "vendor.com/gpu=1");
    writeFiles(root, { "cdi/gpu.json": gpu("2") });
    await untilDevices(registry, "vendor.com/gpu=2");
  });

  it("whose parent is renamed away and replaced", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "run/cdi/gpu.json": gpu("0"), "next/cdi/gpu.json": gpu("1") });
    const registry = await openRegistry(join(root, "run/cdi"));
    renameSync(join(root, "run"), join(root, "old"));
    renameSync(join(root, "next"), join(root, "run"));
    await untilDevices(registry, "vendor.com/gpu=1");
    writeFiles(root, { "run/cdi/gpu.json": gpu("2") });
    await untilDevices(registry, "vendor.com/gpu=2");
  });

  it("that is a link, and a link on the way to it, retargeted", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "a/cdi/gpu.json": gpu("a"), "b/cdi/gpu.json": gpu("b"), "c/gpu.json": gpu("c") });
    symlinkSync("a", join(root, "run"));
    symlinkSync("run/cdi", join(root, "specs"));
    const registry = await openRegistry(join(root, "specs"));
    expect(namesIn(registry)).toEqual(["vendor.com/gpu=a"]);
    symlinkSync("b", join(root, "next"));
    renameSync(join(root, "next"), join(root, "run"));
    await untilDevices(registry, "vendor.com/gpu=b");
    symlinkSync("c", join(root, "next"));
    renameSync(join(root, "next"), join(root, "specs"));
    await untilDevices(registry, "vendor.com/gpu=c");
    writeFiles(root, { "c/gpu.json": gpu("d") });
    await untilDevices(registry, "vendor.com/gpu=d");
  });

  it("that may not be listed for a while", async () => {
    await asOrdinaryUser(async () => {
      const root = temporaryDirectory();
      writeFiles(root, { "cdi/gpu.json": gpu("0"), "other/nic.json": nic("a") });
      const registry = await openRegistry(join(root, "cdi"), join(root, "other"));
      chmodSync(join(root, "cdi"), 0o000);
      await untilDevices(registry, "vendor.com/nic=a");
      expect(registry.snapshot.problems()).toMatchObject([{ code: "unreadable-directory" }]);
      chmodSync(join(root, "cdi"), 0o755);
      await untilDevices(registry, "vendor.com/gpu=0", "vendor.com/nic=a");
      writeFiles(root, { "cdi/gpu.json": gpu("1") });
      await untilDevices(registry, "vendor.com/gpu=1", "vendor.com/nic=a");
      expect(registry.snapshot.problems()).toEqual([]);
    });
  });

  it("that is given twice, as two priorities", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "gpu.json": gpu("0") });
    const registry = await openRegistry(dir, dir);
    expect(registry.snapshot.find("vendor.com/gpu=0")?.priority).toBe(1);
    expect(registry.snapshot.shadowedBy("vendor.com/gpu=0")).toHaveLength(1);
    writeFileSync(join(dir, "gpu.json"), gpu("1"));
    await untilDevices(registry, "vendor.com/gpu=1");
    expect(registry.snapshot.shadowedBy("vendor.com/gpu=1")).toHaveLength(1);
  });
});
