import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { majorsIn } from "../../src/host/character-majors.ts";

const name = fc.stringMatching(/^[a-z][a-z0-9/-]{0,20}$/);
const table = fc.uniqueArray(fc.tuple(name, fc.nat(9_999_999)), { selector: ([key]) => key });

describe("/proc/devices", () => {
  it("has the character devices first, of which each name has its number", () => {
    fc.assert(
      fc.property(table, table, (characters, blocks) => {
        const lines = (entries: typeof characters) =>
          entries.map(([key, major]) => `${`${major}`.padStart(3)} ${key}\n`);
        const text = `Character devices:\n${lines(characters).join("")}\nBlock devices:\n${lines(blocks).join("")}`;
        expect(majorsIn(text)).toEqual(new Map(characters));
      }),
    );
  });

  it("may be any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => majorsIn(text).size <= text.length));
    expect(majorsIn(" ".repeat(60_000)).size).toBe(0);
  });
});
