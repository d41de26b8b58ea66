import { mkdirSync, readdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { watchDirectory } from "../../../src/registry/watch/watch-directory.ts";
import { temporaryDirectory, writeFiles } from "../directories.ts";
import { until } from "../until.ts";

/** How many inotify watches this process holds. */
function watchCount(): number {
  let count = 0;
  for (const descriptor of readdirSync("/proc/self/fdinfo")) {
    try {
      count += readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8").split("\ninotify wd:").length - 1;
    } catch {
      // The descriptor of the listing itself is closed by now.
    }
  }
  return count;
}

it("watchDirectory hints at entries by name, with one inotify watch however many there are", async () => {
  const root = temporaryDirectory();
  writeFiles(root, { "dir/sub/x": "", other: "" });
  for (let index = 0; index < 500; index++) writeFiles(root, { [`dir/${index}.json`]: "{}" });
  const before = watchCount();
  const hints = new Set<string | undefined>();
  const watch = await watchDirectory(join(root, "dir"), (name) => hints.add(name));
  expect(watch.failure).toBeUndefined();
  expect(watchCount()).toBe(before + 1);
  const hinted = async (name: string): Promise<void> => {
    await until(() => hints.has(name));
    hints.clear();
  };
  writeFileSync(join(root, "dir/new.json"), "{}");
  await hinted("new.json");
  writeFileSync(join(root, "dir/7.json"), "{ }");
  await hinted("7.json");
  unlinkSync(join(root, "dir/8.json"));
  await hinted("8.json");
  renameSync(join(root, "other"), join(root, "dir/moved"));
  await hinted("moved");
  mkdirSync(join(root, "dir/made"));
  await hinted("made");
  expect(watchCount()).toBe(before + 1);
  watch.close();
  expect(watchCount()).toBe(before);
});

it("watchDirectory does not throw for a path that cannot be watched", async () => {
  const root = temporaryDirectory();
  writeFiles(root, { "back\\slash/x": "" });
  const watch = await watchDirectory(join(root, "back\\slash"), () => {});
  expect(watch.failure).toBe("unwatchable");
  watch.close();
  const missing = await watchDirectory(join(root, "missing/too"), () => {});
  missing.close();
});

it("watchDirectory leaves a directory alone that chokidar would poll", async () => {
  const root = temporaryDirectory();
  process.env["CHOKIDAR_USEPOLLING"] = "1";
  const watch = await watchDirectory(root, () => {});
  delete process.env["CHOKIDAR_USEPOLLING"];
  expect(watch.failure).toBe("unwatchable");
  watch.close();
});
