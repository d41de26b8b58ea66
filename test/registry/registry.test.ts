import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { RevisedChange } from "../../src/registry/publisher.ts";
import { Registry } from "../../src/registry/registry.ts";
import { parseRevision } from "../../src/registry/revision.ts";
import { specText, temporaryDirectory, writeFiles } from "./directories.ts";
import { asOrdinaryUser } from "./ordinary-user.ts";
import { until } from "./until.ts";

const opened: Registry[] = [];

afterEach(async () => {
  for (const registry of opened.splice(0)) await registry.close();
});

async function open(...dirs: string[]): Promise<Registry> {
  const registry = await Registry.open({ dirs });
  opened.push(registry);
  return registry;
}

function names(registry: Registry): string[] {
  return Array.from(registry.snapshot.devices(), ({ name }) => name);
}

/** Waits until exactly these devices resolve. */
async function untilDevices(registry: Registry, ...expected: string[]): Promise<void> {
  await until(() => JSON.stringify(names(registry)) === JSON.stringify(expected));
}

const gpu = (...devices: string[]): string => specText("vendor.com/gpu", devices);
const nic = (...devices: string[]): string => specText("vendor.com/nic", devices);

describe("Registry sees a file", () => {
  it("written, changed and removed", async () => {
    const dir = temporaryDirectory();
    const registry = await open(dir);
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
    const registry = await open(dir);
    writeFiles(dir, { "spec.1.tmp": gpu("1") });
    renameSync(join(dir, "spec.1.tmp"), join(dir, "gpu.json"));
    await untilDevices(registry, "vendor.com/gpu=1");
  });

  it("moved in from another directory, and out again", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "cdi/gpu.json": gpu("0"), "other/nic.json": nic("a") });
    const registry = await open(join(root, "cdi"));
    renameSync(join(root, "other/nic.json"), join(root, "cdi/nic.json"));
    await untilDevices(registry, "vendor.com/gpu=0", "vendor.com/nic=a");
    renameSync(join(root, "cdi/nic.json"), join(root, "other/nic.json"));
    await untilDevices(registry, "vendor.com/gpu=0");
  });

  it("hard linked in", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "other/nic.json": nic("a") });
    mkdirSync(join(root, "cdi"));
    const registry = await open(join(root, "cdi"));
    linkSync(join(root, "other/nic.json"), join(root, "cdi/nic.json"));
    await untilDevices(registry, "vendor.com/nic=a");
  });

  it("whose permissions change", async () => {
    await asOrdinaryUser(async () => {
      const dir = temporaryDirectory();
      writeFiles(dir, { "gpu.json": gpu("0") });
      const registry = await open(dir);
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
    const registry = await open(join(root, "cdi"));
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
    const registry = await open(join(root, "cdi"));
    expect(names(registry)).toEqual(["vendor.com/gpu=0"]);
    writeFiles(root, { "real/spec.json": gpu("1") });
    await untilDevices(registry, "vendor.com/gpu=1");
    writeFiles(root, { "real/spec.tmp": gpu("2") });
    renameSync(join(root, "real/spec.tmp"), join(root, "real/spec.json"));
    await untilDevices(registry, "vendor.com/gpu=2");
    unlinkSync(join(root, "real/spec.json"));
    await until(() => registry.snapshot.problems().some(({ code }) => code === "unreadable-file"));
    expect(names(registry)).toEqual([]);
    writeFiles(root, { "real/spec.json": gpu("3") });
    await untilDevices(registry, "vendor.com/gpu=3");
    expect(registry.snapshot.problems()).toEqual([]);
  });

  it("through a directory that is swapped, as a mounted Kubernetes volume does", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "cdi/..1/gpu.json": gpu("1"), "cdi/..2/gpu.json": gpu("2") });
    symlinkSync("..1", join(root, "cdi/..data"));
    symlinkSync("..data/gpu.json", join(root, "cdi/gpu.json"));
    const registry = await open(join(root, "cdi"));
    expect(names(registry)).toEqual(["vendor.com/gpu=1"]);
    symlinkSync("..2", join(root, "cdi/..tmp"));
    renameSync(join(root, "cdi/..tmp"), join(root, "cdi/..data"));
    await untilDevices(registry, "vendor.com/gpu=2");
  });
});

describe("Registry sees a directory", () => {
  it("that is missing at the start, its parents too, and made later", async () => {
    const root = temporaryDirectory();
    const registry = await open(join(root, "a/b/cdi"));
    expect(registry.snapshot.directories[0]?.state).toBe("missing");
    writeFiles(root, { "a/b/cdi/gpu.json": gpu("0") });
    await untilDevices(registry, "vendor.com/gpu=0");
    writeFiles(root, { "a/b/cdi/nic.json": nic("a") });
    await untilDevices(registry, "vendor.com/gpu=0", "vendor.com/nic=a");
    expect(registry.snapshot.directories[0]?.state).toBe("present");
  });

  it("that is removed and made again, time after time", async () => {
    const root = temporaryDirectory();
    const registry = await open(join(root, "cdi"));
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
    const registry = await open(join(root, "cdi"));
    rmSync(join(root, "cdi"), { recursive: true });
    writeFiles(root, { "cdi/gpu.json": gpu("1") });
    await untilDevices(registry, "vendor.com/gpu=1");
    writeFiles(root, { "cdi/gpu.json": gpu("2") });
    await untilDevices(registry, "vendor.com/gpu=2");
  });

  it("that is removed and made again, when another registry watches it too", async () => {
    const root = temporaryDirectory();
    writeFiles(root, { "cdi/gpu.json": gpu("0") });
    const registries = [await open(join(root, "cdi")), await open(join(root, "cdi"))];
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
    const registry = await open(join(root, "cdi"));
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
    const registry = await open(join(root, "run/cdi"));
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
    const registry = await open(join(root, "specs"));
    expect(names(registry)).toEqual(["vendor.com/gpu=a"]);
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
      const registry = await open(join(root, "cdi"), join(root, "other"));
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
    const registry = await open(dir, dir);
    expect(registry.snapshot.find("vendor.com/gpu=0")?.priority).toBe(1);
    expect(registry.snapshot.shadowedBy("vendor.com/gpu=0")).toHaveLength(1);
    writeFileSync(join(dir, "gpu.json"), gpu("1"));
    await untilDevices(registry, "vendor.com/gpu=1");
    expect(registry.snapshot.shadowedBy("vendor.com/gpu=1")).toHaveLength(1);
  });
});

describe("Registry tells of changes", () => {
  it("by device, in order, each with the next revision", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "gpu.json": gpu("0", "1", "2") });
    const registry = await open(dir);
    const heard: RevisedChange[] = [];
    registry.onChange(({ changes }) => heard.push(...changes));
    const first = parseRevision(registry.snapshot.revision);
    const changed = JSON.parse(gpu("1", "2", "3"));
    changed.devices[1].containerEdits.env = ["DEVICE=another"];
    writeFiles(dir, { "new.tmp": JSON.stringify(changed) });
    renameSync(join(dir, "new.tmp"), join(dir, "gpu.json"));
    await until(() => heard.length === 3);
    expect(heard).toEqual([
      { revision: `${first?.epoch}.2`, type: "removed", name: "vendor.com/gpu=0" },
      { revision: `${first?.epoch}.3`, type: "modified", name: "vendor.com/gpu=2" },
      { revision: `${first?.epoch}.4`, type: "added", name: "vendor.com/gpu=3" },
    ]);
    expect(registry.snapshot.revision).toBe(`${first?.epoch}.4`);
  });

  it("to what comes with a device, and to where it is defined", async () => {
    const root = temporaryDirectory();
    mkdirSync(join(root, "high"));
    writeFiles(root, { "low/gpu.json": gpu("0") });
    const registry = await open(join(root, "low"), join(root, "high"));
    const heard: string[] = [];
    registry.onChange(({ changes }) => heard.push(...changes.map(({ type, name }) => `${type} ${name}`)));
    const common = { ...JSON.parse(gpu("0")), containerEdits: { env: ["ALL=1"] } };
    writeFiles(root, { "low/tmp": JSON.stringify(common) });
    renameSync(join(root, "low/tmp"), join(root, "low/gpu.json"));
    await until(() => heard.length === 1);
    writeFiles(root, { "high/tmp": JSON.stringify(common) });
    renameSync(join(root, "high/tmp"), join(root, "high/gpu.json"));
    await until(() => heard.length === 2);
    expect(heard).toEqual(["modified vendor.com/gpu=0", "modified vendor.com/gpu=0"]);
  });

  it("but not of a file that is written with the same content", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "gpu.json": gpu("0") });
    const registry = await open(dir);
    const before = registry.snapshot;
    writeFileSync(join(dir, "gpu.json"), `${gpu("0")}\n`);
    writeFileSync(join(dir, "nic.json"), nic("0"));
    await untilDevices(registry, "vendor.com/gpu=0", "vendor.com/nic=0");
    expect(registry.snapshot.find("vendor.com/gpu=0")).toBe(before.find("vendor.com/gpu=0"));
  });

  it("to one listener though another throws, and not to one that has left", async () => {
    const dir = temporaryDirectory();
    const registry = await open(dir);
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.once("warning", warn);
    registry.onChange(() => {
      throw new Error("a listener's own fault");
    });
    let heard = 0;
    registry.onChange(() => heard++);
    registry.onChange(() => heard++)();
    writeFileSync(join(dir, "gpu.json"), gpu("0"));
    await until(() => heard === 1 && warnings.length === 1);
    expect(warnings[0]?.message).toBe("a listener's own fault");
  });

  it("with the first conflict, and with its end", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "a.json": gpu("0", "1") });
    const registry = await open(dir);
    writeFileSync(join(dir, "b.json"), gpu("0"));
    await untilDevices(registry, "vendor.com/gpu=1");
    expect(registry.snapshot.problems().map(({ code, path }) => [code, path])).toEqual([
      ["conflict", join(dir, "a.json")],
      ["conflict", join(dir, "b.json")],
    ]);
    unlinkSync(join(dir, "b.json"));
    await untilDevices(registry, "vendor.com/gpu=0", "vendor.com/gpu=1");
    expect(registry.snapshot.problems()).toEqual([]);
  });
});

describe("Registry bears with a file that is half written", () => {
  it("serving the last good version until it is whole", async () => {
    const dir = temporaryDirectory();
    const path = join(dir, "gpu.json");
    writeFileSync(path, gpu("0"));
    const registry = await open(dir);
    const seen = new Set<string>();
    registry.onChange(() => seen.add(names(registry).join()));
    const text = gpu("1", "2");
    for (let round = 0; round < 20; round++) {
      writeFileSync(path, text.slice(0, 40));
      writeFileSync(join(dir, "nic.json"), nic(`${round}`));
      await until(() => registry.snapshot.find(`vendor.com/nic=${round}`) !== undefined);
      writeFileSync(path, text);
    }
    await untilDevices(registry, "vendor.com/gpu=1", "vendor.com/gpu=2", "vendor.com/nic=19");
    expect([...seen].filter((list) => !list.includes("gpu"))).toEqual([]);
  });

  it("and reporting it when it stays so", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "gpu.json": gpu("0"), "nic.json": nic("a") });
    const registry = await open(dir);
    truncateSync(join(dir, "gpu.json"), 20);
    await untilDevices(registry, "vendor.com/nic=a");
    expect(registry.snapshot.problems()[0]).toMatchObject({ path: join(dir, "gpu.json"), severity: "error" });
    writeFileSync(join(dir, "gpu.json"), gpu("1"));
    await untilDevices(registry, "vendor.com/gpu=1", "vendor.com/nic=a");
  });
});

describe("Registry reloads", () => {
  it("what no hint told of", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "gpu.json": gpu("0") });
    const registry = await open(dir);
    writeFileSync(join(dir, "gpu.json"), gpu("1"));
    await Promise.all([registry.reload(), registry.reload()]);
    expect(names(registry)).toEqual(["vendor.com/gpu=1"]);
  });
});

describe("Registry lets go", () => {
  it("of every watch and timer when it is closed", async () => {
    const dir = temporaryDirectory();
    const before = process.getActiveResourcesInfo().sort();
    const registry = await Registry.open({ dirs: [dir, join(dir, "missing/one")] });
    writeFileSync(join(dir, "gpu.json"), gpu("0"));
    await registry.close();
    await until(() => JSON.stringify(process.getActiveResourcesInfo().sort()) === JSON.stringify(before));
    await registry.reload();
    await registry.close();
  });
});
