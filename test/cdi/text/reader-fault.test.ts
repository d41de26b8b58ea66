import { describe, expect, it } from "vitest";
import { read, refused } from "./read.ts";

describe("the characters of a text", () => {
  it.each([0x00, 0x01, 0x08, 0x0b, 0x0c, 0x1f, 0x7f, 0x80, 0x84, 0x86, 0x9f, 0xfffe, 0xffff, 0xd800, 0xdfff])(
    "are not U+%s, neither in text nor in comments",
    (code) => {
      const character = String.fromCharCode(code);
      expect(read(`a: "b${character}"\n`)).toBe(refused);
      expect(read(`a: b # ${character}\n`)).toBe(refused);
    },
  );

  it.each([0x20, 0x7e, 0xa0, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0x10000, 0x10ffff])("may be U+%s", (code) => {
    const character = String.fromCodePoint(code);
    expect(read(`a: "b${character}c"\n`)).toEqual({ a: `b${character}c` });
  });
});
