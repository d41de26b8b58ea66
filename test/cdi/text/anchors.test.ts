import { describe, expect, it } from "vitest";
import { parseTree } from "../../../src/cdi/text/parse-tree.ts";
import { read, refused } from "./read.ts";

describe("anchors and aliases", () => {
  it.each([
    ["a: &x b\nc: *x", { a: "b", c: "b" }],
    ["a: &x-1_Z b\nc: *x-1_Z", { a: "b", c: "b" }],
    ["a: &x [1]\nb: [*x, *x]", { a: [1], b: [[1], [1]] }],
    ["&x a: *x", { a: "a" }],
    ["a: &x b\n*x : c", { a: "b", b: "c" }],
    ["a: &x\nb: *x", { a: null, b: null }],
    ["a: &x b\nc: &x d\ne: *x", { a: "b", c: "d", e: "d" }],
    ["&x [&x a, *x]", ["a", "a"]],
    ["a: &x !!str 1\nb: !!str &y 2", { a: "1", b: "2" }],
    ["a: &x &y b", refused],
    ["a: *x\nb: &x c", refused],
    ["a: &x [*x]", refused],
    ["a: &x {b: *x}", refused],
    ["a: &é b", refused],
    ["a: &x.y b", refused],
    ["a: & b", refused],
    ["a: &x [1]\n*x : b", refused],
    ["a: &x ~\n*x : b", refused],
  ])("make %j %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("the limit of aliases", () => {
  const repeated = (entries: number, aliases: number) =>
    `a: &x [${"y,".repeat(entries)}]\nb: [${"*x,".repeat(aliases)}]`;

  it.each([
    [1, 1000, false],
    [90, 90, false],
    [300, 300, true],
    [1000, 1, false],
    [1000, 98, false],
    [1000, 1000, true],
  ])("of a list of %i, aliased %i times, is passed: %j", (entries, aliases, isPassed) => {
    expect("fault" in parseTree(repeated(entries, aliases))).toBe(isPassed);
  });

  it.each([
    ["lists", (name: string) => `[${`*${name},`.repeat(9)}]`],
    ["mappings", (name: string) => `{k: *${name}, l: *${name}}`],
  ])("stops a bomb of %s", (_, expand) => {
    const levels = Array.from({ length: 40 }, (_, level) => `a${level + 1}: &a${level + 1} ${expand(`a${level}`)}\n`);
    expect(parseTree(`a0: &a0 [x]\n${levels.join("")}`)).toMatchObject({ fault: { code: "excessive-aliasing" } });
  });
});
