import { mkdirSync, renameSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { RevisedChange } from "../../src/registry/publisher.ts";
import { Registry } from "../../src/registry/registry.ts";
import { temporaryDirectory, writeFiles } from "./directories.ts";
import { gpu, namesIn, nic, openRegistry, untilDevices } from "./open-registry.ts";
import { until } from "./until.ts";

describe("Registry tells of changes", () => {
  it("by device, in order, each with the next revision", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "gpu.json": gpu("0", "1", "2") });
    const registry = await openRegistry(dir);
    const heard: RevisedChange[] = [];
    registry.onChange(({ changes }) => heard.push(...changes));
    const [epoch] = registry.snapshot.revision.split(".");
    const changed = JSON.parse(gpu("1", "2", "3"));
    changed.devices[1].containerEdits.env = ["DEVICE=another"];
    writeFiles(dir, { "new.tmp": JSON.stringify(changed) });
    renameSync(join(dir, "new.tmp"), join(dir, "gpu.json"));
    await until(() => heard.length === 3);
    expect(heard).toEqual([
      { revision: `${epoch}.2`, type: "removed", name: "vendor.com/gpu=0" },
      { revision: `${epoch}.3`, type: "modified", name: "vendor.com/gpu=2" },
      { revision: `${epoch}.4`, type: "added", name: "vendor.com/gpu=3" },
    ]);
    expect(registry.snapshot.revision).toBe(`${epoch}.4`);
  });

  it("to what comes with a device, and to where it is defined", async () => {
    const root = temporaryDirectory();
    mkdirSync(join(root, "high"));
    writeFiles(root, { "low/gpu.json": gpu("0") });
    const registry = await openRegistry(join(root, "low"), join(root, "high"));
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
    const registry = await openRegistry(dir);
    const before = registry.snapshot;
    writeFileSync(join(dir, "gpu.json"), `${gpu("0")}\n`);
    writeFileSync(join(dir, "nic.json"), nic("0"));
    await untilDevices(registry, "vendor.com/gpu=0", "vendor.com/nic=0");
    expect(registry.snapshot.find("vendor.com/gpu=0")).toBe(before.find("vendor.com/gpu=0"));
  });

  it("to one listener though another throws, and not to one that has left", async () => {
    const dir = temporaryDirectory();
    const registry = await openRegistry(dir);
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    registry.onChange(() => {
      throw new Error("a listener's own fault");
    });
    let heard = 0;
    registry.onChange(() => heard++);
    registry.onChange(() => heard++)();
    writeFileSync(join(dir, "gpu.json"), gpu("0"));
    await until(() => heard === 1);
    expect(warn.mock.calls).toEqual([[new Error("a listener's own fault")]]);
    warn.mockRestore();
  });

  it("with the first conflict, and with its end", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "a.json": gpu("0", "1") });
    const registry = await openRegistry(dir);
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
    const registry = await openRegistry(dir);
    const seen = new Set<string>();
    registry.onChange(() => seen.add(namesIn(registry).join()));
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
    const registry = await openRegistry(dir);
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
    const registry = await openRegistry(dir);
    writeFileSync(join(dir, "gpu.json"), gpu("1"));
    await Promise.all([registry.reload(), registry.reload()]);
    expect(namesIn(registry)).toEqual(["vendor.com/gpu=1"]);
  });
});

describe("Registry lets go", () => {
  it("of every watch and timer when it is closed", async () => {
    const dir = temporaryDirectory();
    const before = resources();
    const registry = await Registry.open({ dirs: [dir, join(dir, "missing/one")] });
    writeFileSync(join(dir, "gpu.json"), gpu("0"));
    await registry.close();
    await until(() => [...resources()].every(([kind, count]) => count <= (before.get(kind) ?? 0)));
    await registry.reload();
    await registry.close();
  });
});

/** What keeps the process alive, by kind; of that, what others have in passing may go at any time. */
function resources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
