import { expect, it } from "vitest";
import { type Moment, PinnedSnapshots } from "../../../src/http/listings/pinned-snapshots.ts";
import { snapshotOf } from "../../../src/registry/snapshot.ts";

function moment(n: number): Moment {
  return {
    snapshot: snapshotOf([], { revision: `e.${n}`, directories: [] }),
    view: { stateOf: () => ({ health: { status: "healthy" }, attributes: {} }) },
  };
}

it("keeps the last 64 that were paged through, and what was known first", () => {
  const pinned = new PinnedSnapshots();
  const moments = Array.from({ length: 66 }, (_, n) => moment(n));
  for (const each of moments.slice(0, 64)) pinned.pin(each);
  pinned.pin(moment(0));
  for (const each of moments.slice(64)) pinned.pin(each);
  expect(pinned.find("e.0")).toBe(moments[0]);
  expect([1, 2, 3, 65].map((n) => pinned.find(`e.${n}`) !== undefined)).toEqual([false, false, true, true]);
});

it("lets go of those that nobody has gone on with for long", () => {
  let now = 0;
  const pinned = new PinnedSnapshots(() => now);
  pinned.pin(moment(1));
  now = 200_000;
  pinned.pin(moment(2));
  now = 300_001;
  pinned.pin(moment(3));
  expect([1, 2, 3].map((n) => pinned.find(`e.${n}`) !== undefined)).toEqual([false, true, true]);
  now = 600_002;
  pinned.expire();
  expect([2, 3].map((n) => pinned.find(`e.${n}`))).toEqual([undefined, undefined]);
});
