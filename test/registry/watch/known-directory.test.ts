import { unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { KnownDirectory } from "../../../src/registry/watch/known-directory.ts";
import { Work } from "../../../src/registry/watch/work.ts";
import { specText, temporaryDirectory } from "../directories.ts";
import { until } from "../until.ts";

/** The names of the files that a listing wants read, which are read then. */
async function listAndRead(directory: KnownDirectory): Promise<string[]> {
  const work = new Work();
  await directory.list(work);
  for (const place of work.files.values()) await directory.read(place);
  return Array.from(work.files.values(), ({ name }) => name);
}

async function untilNewsIs(directory: KnownDirectory, ...names: string[]): Promise<void> {
  await until(async () => (await listAndRead(directory)).join() === names.join());
}

it("KnownDirectory reads anew what changed and nothing else", async () => {
  const dir = temporaryDirectory();
  for (const name of ["a", "b", "c"]) writeFileSync(join(dir, `${name}.json`), specText(`v.com/${name}`, ["0"]));
  const directory = new KnownDirectory(dir, 0);
  expect(await listAndRead(directory)).toEqual(["a.json", "b.json", "c.json"]);
  await untilNewsIs(directory);
  writeFileSync(join(dir, "b.json"), specText("v.com/b", ["1"]));
  unlinkSync(join(dir, "c.json"));
  expect((await listAndRead(directory)).sort()).toEqual(["b.json", "c.json"]);
  await untilNewsIs(directory);
});

it("KnownDirectory does not trust the times of a file that was written just before it was read, or in the future", async () => {
  const dir = temporaryDirectory();
  for (const name of ["a.json", "b.json"]) writeFileSync(join(dir, name), specText(`v.com/${name}`, ["0"]));
  const tomorrow = Date.now() / 1000 + 86_400;
  utimesSync(join(dir, "b.json"), tomorrow, tomorrow);
  const directory = new KnownDirectory(dir, 0);
  await untilNewsIs(directory, "b.json");
  expect(await listAndRead(directory)).toEqual(["b.json"]);
});
