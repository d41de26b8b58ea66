import { renameSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Problem } from "../../src/problems.ts";
import { inspectPath } from "../../src/registry/inspect-spec-file.ts";
import { inspectDirectories, loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { Patience } from "../../src/registry/patience.ts";
import { readSpecFile } from "../../src/registry/read-spec-file.ts";
import { Registry } from "../../src/registry/registry.ts";
import { resolveOnce } from "../../src/registry/resolve-once.ts";
import { specText, temporaryDirectory } from "./directories.ts";
import { until } from "./until.ts";

const text = specText("v.com/gpu", ["0"]);
const half = text.slice(0, 50);

/** A patience whose waits take no time; what is done in each, and whether there is another after it. */
function patienceWith(steps: readonly (() => void)[]): { patience: Patience; left: (() => void)[]; waits: number[] } {
  const left = [...steps];
  const waits: number[] = [];
  const patience = new Patience(async (delay) => {
    waits.push(delay);
    left.shift()?.();
  });
  return { patience, left, waits };
}

/** As if the file had been written just now, however slow the test is. */
function refresh(path: string): void {
  const now = Date.now() / 1000;
  utimesSync(path, now, now);
}

describe("readSpecFile", () => {
  const place = (dir: string) => ({ path: join(dir, "gpu.json"), name: "gpu.json", priority: 0 });

  it("looks again at a file that is no spec and was written just now, until it is one", async () => {
    const { path, ...rest } = place(temporaryDirectory());
    const writeMore = (end: number) => () => writeFileSync(path, text.slice(0, end));
    const { patience, left } = patienceWith([writeMore(80), writeMore(90), writeMore(text.length)]);
    writeFileSync(path, half);
    const reading = await readSpecFile({ path, ...rest }, patience);
    expect(reading?.file.spec?.kind).toBe("v.com/gpu");
    expect(left).toEqual([]);
  });

  it("looks again, and finds the file gone", async () => {
    const { path, ...rest } = place(temporaryDirectory());
    const { patience } = patienceWith([() => renameSync(path, `${path}.old`)]);
    writeFileSync(path, half);
    expect(await readSpecFile({ path, ...rest }, patience)).toBeUndefined();
  });

  it("waits for no file that is a spec, or was written a while ago, or comes from the future", async () => {
    const dir = temporaryDirectory();
    const { patience, waits } = patienceWith([]);
    writeFileSync(place(dir).path, text);
    expect((await readSpecFile(place(dir), patience))?.file.problems).toEqual([]);
    for (const time of [Date.now() / 1000 - 10, Date.now() / 1000 + 1000]) {
      writeFileSync(place(dir).path, half);
      utimesSync(place(dir).path, time, time);
      expect((await readSpecFile(place(dir), patience))?.file.problems).toHaveLength(1);
    }
    expect(waits).toEqual([]);
  });

  it("waits no longer, for all files together, than the patience of a load lasts", async () => {
    const { path, ...rest } = place(temporaryDirectory());
    writeFileSync(path, half);
    const waits: number[] = [];
    const patience = new Patience(async (delay) => {
      waits.push(delay);
      refresh(path);
    });
    for (let file = 0; file < 100; file++) {
      refresh(path);
      expect((await readSpecFile({ path, ...rest }, patience))?.file.spec).toBeUndefined();
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 45]);
  });
});

/** Loads of a directory with one spec; `true` where it is found whole. */
const loads: readonly [string, (dir: string) => Promise<boolean>][] = [
  ["loadSnapshot", async (dir) => (await loadSnapshot([dir])).problems().length === 0],
  ["inspectDirectories", async (dir) => hasNoError((await inspectDirectories([dir])).problems())],
  ["inspectPath", async (dir) => hasNoError(await inspectPath(join(dir, "gpu.json")))],
  ["resolveOnce", async (dir) => "resolved" in (await resolveOnce(["v.com/gpu=0"], [dir]))],
];

function hasNoError(problems: readonly Problem[]): boolean {
  return problems.every(({ severity }) => severity !== "error");
}

/** Loads a directory with half a spec, and writes the rest when the load has seen that and waits, if it ever does. */
async function loadTorn(load: (dir: string) => Promise<boolean>): Promise<boolean> {
  const path = join(temporaryDirectory(), "gpu.json");
  let isDone = false;
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  writeFileSync(path, half);
  const loading = load(dirname(path)).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    if (vi.getTimerCount() > 0) {
      writeFileSync(path, text);
      await vi.runAllTimersAsync();
    }
    await new Promise(setImmediate);
  }
  vi.useRealTimers();
  return loading;
}

/** Where a test says that something comes true, a machine that stands still for a while may need another try. */
describe("a file that is half written when a load begins", () => {
  it.each(loads)("is whole to %s if the rest follows", async (_, load) => {
    await until(() => loadTorn(load));
  });

  it("is reported by every load if the rest never follows", async () => {
    const dir = temporaryDirectory();
    writeFileSync(join(dir, "gpu.json"), half);
    for (const [, load] of loads) expect(await load(dir)).toBe(false);
  });

  it("does not keep a registry from opening, and is reported once it has been left alone", async () => {
    const dir = temporaryDirectory();
    writeFileSync(join(dir, "gpu.json"), half);
    const registry = await Registry.open({ dirs: [dir] });
    await until(() => registry.snapshot.problems().length === 1);
    writeFileSync(join(dir, "gpu.json"), text);
    await until(() => registry.snapshot.deviceCount === 1 && registry.snapshot.problems().length === 0);
    await registry.close();
  });

  it("is never reported by a registry that opened before the rest followed", async () => {
    await until(async () => {
      const dir = temporaryDirectory();
      writeFileSync(join(dir, "gpu.json"), half);
      const registry = await Registry.open({ dirs: [dir] });
      const wasReported = registry.snapshot.problems().length > 0;
      const updates: number[] = [];
      registry.onChange(({ snapshot }) => updates.push(snapshot.problems().length));
      writeFileSync(join(dir, "gpu.json"), text);
      await until(() => registry.snapshot.deviceCount === 1);
      await registry.close();
      return !wasReported && updates.every((count) => count === 0);
    });
  });
});
