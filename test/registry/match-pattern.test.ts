import { describe, expect, it } from "vitest";
import { compilePattern, isPattern, literalPrefix } from "../../src/registry/match-pattern.ts";

describe("compilePattern", () => {
  it.each([
    ["abc", "abc", true],
    ["*", "abc", true],
    ["*c", "abc", true],
    ["a*", "ab/c", false],
    ["a*/b", "a/b", true],
    ["a*b*c*d*e*/f", "axbxcxdxe/f", true],
    ["a*b*c*d*e*/f", "axbxcxdxexxx/fff", false],
    ["a?c", "abc", true],
    ["a?c", "a/c", false],
    ["a?c", "aüc", true],
    ["ab[c]", "abc", true],
    ["ab[b-d]", "abc", true],
    ["ab[e-g]", "abc", false],
    ["ab[^c]", "abc", false],
    ["ab[^e-g]", "abc", true],
    ["a[^x]c", "a/c", true],
    ["a\\*b", "a*b", true],
    ["a\\*b", "ab", false],
    ["[\\]a]", "]", true],
    ["[\\-]", "-", true],
    ["[x\\-]", "-", true],
    ["[z-a]", "b", false],
    ["[^z-a]", "b", true],
    ["[[]", "[", true],
    ["[a^]", "^", true],
    ["a.c", "abc", false],
    ["nvidia.com/gpu=*", "nvidia.com/gpu=0", true],
    ["*", "", true],
    ["", "", true],
    ["a\n*", "a\nb", true],
  ])("%j on %j: %s", (pattern, text, matches) => {
    expect(compilePattern(pattern)?.test(text)).toBe(matches);
  });

  it.each(["[", "[]", "[]a]", "[^]", "[^bc", "[-]", "[x-]", "[-x]", "[a-b-c]", "a[", "a\\", "[\\"])(
    "refuses %j",
    (pattern) => {
      expect(compilePattern(pattern)).toBeUndefined();
    },
  );
});

it("takes no longer for many stars", () => {
  const pattern = compilePattern(`${"*a".repeat(50)}*b`);
  expect(pattern?.test("a".repeat(5000))).toBe(false);
  expect(pattern?.test(`${"a".repeat(5000)}b`)).toBe(true);
});

describe("isPattern and literalPrefix", () => {
  it.each([
    ["nvidia.com/gpu=0", false, "nvidia.com/gpu=0"],
    ["nvidia.com/gpu=*", true, "nvidia.com/gpu="],
    ["nvidia.com/[a-z]", true, "nvidia.com/"],
    ["a\\*", true, "a"],
    ["?", true, ""],
  ])("of %j", (text, pattern, prefix) => {
    expect(isPattern(text)).toBe(pattern);
    expect(literalPrefix(text)).toBe(prefix);
  });
});
