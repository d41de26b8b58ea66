import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestNames } from "../../src/cdi/nearest-names.ts";

/** The distance by its definition, every cell of it. */
function distance(a: string, b: string): number {
  const cells = new Map<string, number>();
  const at = (row: number, column: number): number => cells.get(`${row},${column}`) ?? Math.max(row, column);
  for (let row = 1; row <= a.length; row++) {
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] && row > 1 && column > 1;
      const best = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same);
      cells.set(`${row},${column}`, swapped ? Math.min(best, at(row - 2, column - 2) + 1) : best);
    }
  }
  return at(a.length, b.length);
}

function bySortingAll(name: string, candidates: readonly string[]): string[] {
  const limit = Math.max(1, Math.floor(name.length / 3));
  const measured = candidates.map((text) => ({ text, far: distance(name.toLowerCase(), text.toLowerCase()) }));
  const near = measured.filter(({ far }) => far <= limit);
  near.sort((a, b) => a.far - b.far || (a.text < b.text ? -1 : 1));
  return near.slice(0, 3).map(({ text }) => text);
}

const word = fc.string({ unit: fc.constantFrom("a", "B", "b", "0"), maxLength: 14 });

describe("nearestNames", () => {
  it("finds what measuring all candidates in full finds", () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 30 }), (name, candidates) => {
        expect(nearestNames(name, candidates)).toEqual(bySortingAll(name, candidates));
      }),
    );
  });

  it("suggests nothing for a name over 100 characters, without a look at the candidates", () => {
    const effort = { left: 1000 };
    expect(nearestNames("a".repeat(101), ["a".repeat(101)], effort)).toEqual([]);
    expect(effort.left).toBe(1000);
    expect(nearestNames("a".repeat(100), ["a".repeat(99)])).toEqual(["a".repeat(99)]);
  });

  it("stops comparing once the names are too far apart", () => {
    const effort = { left: 1_000_000 };
    nearestNames("a".repeat(30), ["b".repeat(30), "b".repeat(60_000)], effort);
    expect(1_000_000 - effort.left).toBeLessThan(21 * 11);
  });

  it("takes no more candidates than there is effort for", () => {
    let taken = 0;
    function* endless(): Generator<string> {
      for (;;) {
        taken++;
        yield "gpuu";
      }
    }
    expect(nearestNames("gpu", endless(), { left: 1000 })).toEqual(["gpuu", "gpuu", "gpuu"]);
    expect(taken).toBeLessThan(1000);
  });
});
