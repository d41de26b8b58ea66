import { describe, expect, it } from "vitest";
import { read, refused } from "./read.ts";

describe("a literal block scalar", () => {
  it.each([
    ["- |\n  a\n   b\n\n  c\n\n", ["a\n b\n\nc\n"]],
    ["- |-\n  a\n\n", ["a"]],
    ["- |+\n  a\n\n", ["a\n\n"]],
    ["- |\n  a", ["a"]],
    ["- |2\n    a\n", ["  a\n"]],
    ["- |1+\n  a\n", [" a\n"]],
    ["- |+1\n  a\n", [" a\n"]],
    ["- | # comment\n  # a\n", ["# a\n"]],
    ["- |\n  a\r\n  b\u0085  c\u2028  d\n", ["a\nb\nc\u2028d\n"]],
    ["- |\n\n  a\n", ["\na\n"]],
    ["- |\n- a\n", ["", "a"]],
    ["- |\n  a\n  \tb\n", ["a\n\tb\n"]],
    ["- |\n  a\n# comment\n- b\n", ["a\n", "b"]],
    ["a: |\n  b\nc: d\n", { a: "b\n", c: "d" }],
    ["|\na", ""],
    ["|\n a", "a"],
    ["- |\n  \ta\n", refused],
    ["- |\n  a\n\tb\n", refused],
    ["- |\n    \n  a\n", refused],
    ["- |0\n  a\n", refused],
    ["- |10\n  a\n", refused],
    ["- |+-\n  a\n", refused],
    ["- | a\n", refused],
    ["a: |\n   b\n  c: d\n", refused],
  ])("%j is %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("a folded block scalar", () => {
  it.each([
    ["- >\n  a\n  b\n", ["a b\n"]],
    ["- >\n  a\n\n  b\n\n\n  c\n", ["a\nb\n\nc\n"]],
    ["- >\n  a\n   b\n  c\n", ["a\n b\nc\n"]],
    ["- >-\n\n  a\n  b\n\n", ["\na b"]],
    ["- >+\n  a\n\n", ["a\n\n"]],
    ["- >\n  a\u2028  b\n", ["a\u2028b\n"]],
  ])("%j is %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});
