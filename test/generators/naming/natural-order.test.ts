import fc from "fast-check";
import { expect, it } from "vitest";
import { naturalOrder } from "../../../src/generators/naming/natural-order.ts";

it("orders names as people do", () => {
  const names = ["", "0", "1", "01", "2", "10", "a", "a1b2", "a1b10", "a2", "a10", "ttyS9", "ttyS10"];
  expect([...names].reverse().sort(naturalOrder)).toEqual(["", "0", "01", "1", "2", "10", ...names.slice(6)]);
});

it("is an order of all names, in which no two are equal", () => {
  const name = fc.stringMatching(/^[ab01.]{0,5}$/);
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(naturalOrder(a, b))).toBe(-Math.sign(naturalOrder(b, a)) || 0);
      expect(naturalOrder(a, b) === 0).toBe(a === b);
      if (naturalOrder(a, b) < 0 && naturalOrder(b, c) < 0) expect(naturalOrder(a, c)).toBeLessThan(0);
    }),
  );
});
