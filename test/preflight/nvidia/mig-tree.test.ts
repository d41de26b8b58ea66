import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { migMinorsIn } from "../../../src/preflight/nvidia/mig-tree.ts";

const name = fc.stringMatching(/^[a-z][a-z0-9/-]{0,20}$/);

describe("the minor numbers of MIG", () => {
  it("belong to the names before them", () => {
    const unique = fc.uniqueArray(fc.tuple(name, fc.nat(9_999_999)), { selector: ([, minor]) => minor });
    fc.assert(
      fc.property(unique, (entries) => {
        const text = entries.map(([key, minor]) => `${key} ${minor}\n`).join("");
        expect(migMinorsIn(text)).toEqual(new Map(entries.map(([key, minor]) => [minor, key])));
      }),
    );
  });

  it("may be any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => migMinorsIn(text).size <= text.length));
    expect(migMinorsIn("a".repeat(1_000_000)).size).toBe(0);
  });
});
