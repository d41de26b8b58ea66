import { expect, it } from "vitest";
import { progressLine, withProgress } from "../../src/cli/progress-line.ts";
import type { World } from "../../src/cli/world.ts";

const clear = "\r\x1b[K";

/** A terminal's standard error, and a clock that a test moves. */
function terminal(given: Partial<World> = {}): { world: World; written: () => string; clock: { now: number } } {
  let written = "";
  const world: World = {
    env: {},
    readStdin: () => undefined,
    stdout: () => expect.unreachable(),
    stderr: (text) => {
      written += text;
    },
    isTerminal: (stream) => stream === "stderr",
    stopSignal: () => AbortSignal.abort(),
    ...given,
  };
  return { world, written: () => written, clock: { now: 0 } };
}

it("shows work that takes longer than a second, ten times a second, and is gone when it is done", () => {
  const { world, written, clock } = terminal();
  const line = progressLine(world, "Loading", () => clock.now);
  for (const [now, done] of [
    [0, 1],
    [999, 2],
    [1000, 3],
    [1099, 4],
    [1100, 5],
  ] as const) {
    clock.now = now;
    line(done, 9);
  }
  expect(written()).toBe(`${clear}Loading: 3 of 9${clear}Loading: 5 of 9`);
  line(9, 9);
  expect(written()).toBe(`${clear}Loading: 3 of 9${clear}Loading: 5 of 9${clear}`);
  line.end();
  expect(written()).toMatch(/5 of 9\r\x1b\[K$/);
});

it("can be ended at any time, and leaves nothing", () => {
  const { world, written, clock } = terminal();
  const line = progressLine(world, "Loading", () => clock.now);
  clock.now = 2000;
  line(1, 9);
  line.end();
  line.end();
  expect(written()).toBe(`${clear}Loading: 1 of 9${clear}`);
});

it.each([
  ["quick work", terminal(), 500],
  ["no terminal", terminal({ isTerminal: () => false }), 2000],
  ["a terminal that cannot clear a line", terminal({ env: { TERM: "dumb" } }), 2000],
])("writes nothing for %s", (_, { world, written, clock }, now) => {
  const line = progressLine(world, "Loading", () => clock.now);
  clock.now = now;
  line(1, 9);
  line(9, 9);
  line.end();
  expect(written()).toBe("");
});

it("is gone where the work fails", async () => {
  const { world, written } = terminal();
  const start = Date.now();
  const work = withProgress(world, "Loading", async (onProgress) => {
    while (Date.now() - start < 1050) await new Promise((resolve) => setTimeout(resolve, 50));
    onProgress(1, 9);
    throw new Error("no");
  });
  await expect(work).rejects.toThrow("no");
  expect(written()).toBe(`${clear}Loading: 1 of 9${clear}`);
});
