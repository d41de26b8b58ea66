import { describe, expect, it } from "vitest";
import { read, refused } from "./read.ts";

describe("a plain scalar", () => {
  it.each([
    ["a: b  c ", { a: "b  c" }],
    ["a: b\n c\n\n d", { a: "b c\nd" }],
    ["a: b\n# comment\n c", refused],
    ["a: b\n c: d", refused],
    ["a: b\n - c", { a: "b - c" }],
    ["a: b\u0085 c", { a: "b c" }],
    ["a: b\u2028 c", { a: "b\u2028c" }],
    ["a: b\rc: d\r\ne: f", { a: "b", c: "d", e: "f" }],
    ["a: b\n---\nc", { a: "b" }],
    ["a: b\n --- c", { a: "b --- c" }],
    ["a: ?b", { a: "?b" }],
    ["a: :b", { a: ":b" }],
    ["a: -b", { a: "-b" }],
    ["a: =", { a: "=" }],
    ["a: ~b", { a: "~b" }],
    ["a: b:c", { a: "b:c" }],
    ["a: b#c", { a: "b#c" }],
    ["a: b]}", { a: "b]}" }],
    ["a: --- b", { a: "--- b" }],
    ["a: \u00a0b\u3000", { a: "\u00a0b\u3000" }],
    ["a: b\n\tc", refused],
    ["a: b\n \tc", { a: "b c" }],
    ["[a b\n c, d\n]", ["a b c", "d"]],
    ["a\n\ufeffb: c", refused],
    ["a: b\n\ufeffc: d", { a: "b", "\ufeffc": "d" }],
  ])("in %j makes it %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});
