import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { Publisher } from "../../../src/registry/publisher.ts";
import { Lookout } from "../../../src/registry/watch/lookout.ts";
import { Updater } from "../../../src/registry/watch/updater.ts";
import { watchDirectory } from "../../../src/registry/watch/watch-directory.ts";
import { Work } from "../../../src/registry/watch/work.ts";
import { specText, temporaryDirectory, writeFiles } from "../directories.ts";
import { until } from "../until.ts";

/** A directory with links to as many specs beside it. */
function linkedDirectory(count: number): { root: string; dir: string } {
  const root = temporaryDirectory();
  const dir = join(root, "lk");
  writeFiles(root, { "lk/own.json": specText("v.com/own", ["0"]) });
  for (let index = 0; index < count; index++) {
    writeFileSync(join(root, `${index}.json`), specText(`v.com/c${index}`, ["0"]));
    symlinkSync(`../${index}.json`, join(dir, `${index}.json`));
  }
  return { root, dir };
}

describe("Lookout covers", () => {
  it.each([1, 100])("the links of a directory that is given twice: %i", async (count) => {
    const { dir } = linkedDirectory(count);
    const directories = [0, 1].map((priority) => ({ path: dir, priority }));
    const places = directories.flatMap(({ priority }) =>
      Array.from({ length: count }, (_, index) => ({
        path: join(dir, `${index}.json`),
        name: `${index}.json`,
        priority,
      })),
    );
    const lookout = new Lookout(
      directories,
      async () => ({ failure: undefined, close: () => {} }),
      () => {},
    );
    await lookout.rearm(places, new Work());
    expect(lookout.covers(places)).toBe(true);
    expect(lookout.covers(places.slice(1))).toBe(false);
    await lookout.rearm(places.slice(1), new Work());
    expect(lookout.covers(places.slice(1))).toBe(true);
    expect(lookout.covers(places)).toBe(false);
    lookout.close();
  });
});

it("a registry on a directory that is given twice rests while nothing changes, and still sees a write through a link", async () => {
  const { root, dir } = linkedDirectory(1);
  const publisher = new Publisher("epoch");
  const updater = new Updater([dir, dir], publisher, watchDirectory);
  await updater.start();
  const updates = vi.spyOn(publisher, "publish");
  await pause(1500);
  expect(updates.mock.calls.length).toBeLessThan(20);
  writeFileSync(join(root, "0.json"), specText("v.com/c0", ["0", "1"]));
  await until(() => publisher.snapshot.shadowedBy("v.com/c0=1").length === 1);
  await updater.close();
});
