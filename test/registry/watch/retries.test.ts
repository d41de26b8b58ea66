import { expect, it } from "vitest";
import { Retries } from "../../../src/registry/watch/retries.ts";

const place = { path: "/cdi/a.json", name: "a.json", priority: 0 };

it("Retries has a file looked at again, less and less often, and then lets the reading stand", () => {
  const retries = new Retries();
  const looks: number[] = [];
  let now = 0;
  while (retries.holdBack(place, now)) {
    expect(retries.due(now)).toEqual([]);
    now = retries.nextDue ?? Number.NaN;
    looks.push(now);
    expect(retries.due(now)).toEqual([place]);
  }
  expect(looks).toEqual([10, 30, 70, 150, 310, 400]);
  expect(retries.nextDue).toBeUndefined();
});

it("Retries starts over for a file that was whole in between", () => {
  const retries = new Retries();
  retries.holdBack(place, 0);
  retries.forget(place);
  expect(retries.nextDue).toBeUndefined();
  expect(retries.holdBack(place, 500)).toBe(true);
});
