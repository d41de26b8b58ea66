import { describe, expect, it } from "vitest";
import { inTurns } from "../../src/registry/in-turns.ts";
import { loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { Registry } from "../../src/registry/registry.ts";
import { specText, temporaryDirectory, writeFiles } from "./directories.ts";

type Told = [done: number, total: number];

async function toldOf(count: number, perTurn?: number): Promise<Told[]> {
  const told: Told[] = [];
  const items = Array.from({ length: count }, (_, index) => index);
  const seen: number[] = [];
  const onProgress = (done: number, total: number): void => {
    expect(seen).toHaveLength(done);
    told.push([done, total]);
  };
  for await (const item of inTurns(items, perTurn === undefined ? { onProgress } : { perTurn, onProgress })) {
    seen.push(item);
  }
  expect(seen).toEqual(items);
  return told;
}

describe("inTurns tells of progress", () => {
  it.each<[number, Told[]]>([
    [0, []],
    [1, [[1, 1]]],
    [63, [[63, 63]]],
    [64, [[64, 64]]],
    [
      65,
      [
        [64, 65],
        [65, 65],
      ],
    ],
    [
      128,
      [
        [64, 128],
        [128, 128],
      ],
    ],
  ])("with each turn and once at the end, of %i items", async (count, told) => {
    expect(await toldOf(count)).toEqual(told);
  });

  it("not to the end where the rest is given up", async () => {
    const told: number[] = [];
    for await (const item of inTurns([1, 2, 3, 4], { perTurn: 1, onProgress: (done) => told.push(done) })) {
      if (item === 3) break;
    }
    expect(told).toEqual([1, 2]);
  });
});

it("inTurns gives other work a turn", async () => {
  let turns = 0;
  const others = setInterval(() => turns++, 0);
  const endless = Array.from({ length: 10_000_000 }, () => 0);
  for await (const _ of inTurns(endless, { perTurn: 1 })) if (turns > 2) break;
  clearInterval(others);
  expect(turns).toBe(3);
});

it.each([
  [
    "loadSnapshot",
    async (dir: string, onProgress: (...told: Told) => void) => void (await loadSnapshot([dir], { onProgress })),
  ],
  [
    "Registry.open",
    async (dir: string, onProgress: (...told: Told) => void) =>
      (await Registry.open({ dirs: [dir], onProgress })).close(),
  ],
])("%s tells of progress up to the last file", async (_, load) => {
  const dir = temporaryDirectory();
  for (let index = 0; index < 70; index++) writeFiles(dir, { [`${index}.json`]: specText(`v.com/c${index}`, ["0"]) });
  const told: Told[] = [];
  await load(dir, (...progress) => told.push(progress));
  expect(told).toEqual([
    [64, 70],
    [70, 70],
  ]);
});
