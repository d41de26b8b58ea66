import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SortedMap } from "../../src/registry/sorted-map.ts";

const key = fc.string({ maxLength: 4 });
const change = fc.dictionary(key, fc.option(fc.integer(), { nil: undefined }));

function changes(of: Record<string, number | undefined>): Map<string, number | undefined> {
  return new Map(Object.entries(of));
}

/** The map and a plain one that went through the same changes. */
function grown(steps: readonly Record<string, number | undefined>[]): {
  map: SortedMap<number>;
  plain: Map<string, number>;
} {
  let map = SortedMap.empty<number>();
  const plain = new Map<string, number>();
  for (const step of steps) {
    map = map.with(changes(step));
    for (const [name, value] of Object.entries(step)) {
      if (value === undefined) plain.delete(name);
      else plain.set(name, value);
    }
  }
  return { map, plain };
}

describe("SortedMap", () => {
  it("holds what a plain map holds, in order", () => {
    fc.assert(
      fc.property(fc.array(change), key, (steps, from) => {
        const { map, plain } = grown(steps);
        const sorted = [...plain].sort(([a], [b]) => (a < b ? -1 : 1));
        expect([...map.entries()]).toEqual(sorted);
        expect([...map.values()]).toEqual(sorted.map(([, value]) => value));
        expect([...map.entries(from)]).toEqual(sorted.filter(([name]) => name >= from));
        expect(map.size).toBe(plain.size);
        expect(map.get(from)).toBe(plain.get(from));
      }),
    );
  });

  it("leaves the map that it came from as it was", () => {
    fc.assert(
      fc.property(change, change, (first, second) => {
        const map = SortedMap.empty<number>().with(changes(first));
        const before = [...map.entries()];
        map.with(changes(second));
        expect([...map.entries()]).toEqual(before);
      }),
    );
  });

  it("stays in order through thousands of entries coming and going", () => {
    const numbers = Array.from({ length: 5000 }, (_, index) => (index * 7919) % 5000);
    let map = SortedMap.empty<number>().with(new Map(numbers.map((n) => [String(n), n])));
    for (const n of numbers.slice(0, 4900)) map = map.with(new Map([[String(n), undefined]]));
    const left = numbers.slice(4900);
    expect([...map.values()]).toEqual(left.map(String).sort().map(Number));
    expect(left.every((n) => map.get(String(n)) === n)).toBe(true);
    expect(map.size).toBe(100);
  });
});
