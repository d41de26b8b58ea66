import { expect, it } from "vitest";
import { Backoff } from "../../src/client/backoff.ts";

it("waits twice as long each time up to ten seconds, and shortly again after a good connection", () => {
  const backoff = new Backoff(() => 0);
  const waits = Array.from({ length: 8 }, () => backoff.next(0));
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  expect(backoff.next(60_000)).toBe(250);
});

it("waits by chance up to half of that less", () => {
  expect(new Backoff(() => 1).next(0)).toBe(125);
});
