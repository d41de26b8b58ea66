import { describe, expect, it } from "vitest";
import { lineAndColumn, placesIn } from "../../../src/cdi/text/line-and-column.ts";

describe("an offset's place", () => {
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [3, 2, 1],
    [5, 2, 2],
    [6, 2, 3],
    [8, 3, 1],
  ])("%i is at %i:%i", (offset, line, column) => {
    expect(lineAndColumn("ab\n😀c\r\nd", offset)).toEqual({ line, column });
  });

  it("is told for many offsets in one pass, in any order", () => {
    const text = "a\n".repeat(100_000);
    const place = placesIn(text);
    const lines = Array.from({ length: 100_000 }, (_, line) => place(2 * line).line);
    expect(lines).toEqual(Array.from({ length: 100_000 }, (_, line) => line + 1));
    expect(place(0)).toEqual({ line: 1, column: 1 });
  });
});
