import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTree } from "../../../src/cdi/text/parse-tree.ts";
import { changedSpec, soup } from "./arbitrary-text.ts";

describe("no text", () => {
  const isAnswered = (text: string) => {
    const parsed = parseTree(text);
    if ("tree" in parsed) return;
    expect(parsed.fault.message).toMatch(/^[A-Z"%].*[^.]$/s);
    expect(parsed.fault.offset).toBeGreaterThanOrEqual(0);
    expect(parsed.fault.offset).toBeLessThanOrEqual(text.length);
  };

  it("of parts in any order makes the reader throw", () => {
    fc.assert(fc.property(soup, isAnswered), { numRuns: 2000, seed: 1 });
  });

  it("of changed specs makes the reader throw", () => {
    fc.assert(fc.property(changedSpec, isAnswered), { numRuns: 2000, seed: 2 });
  });

  it("of any characters makes the reader throw", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), isAnswered), { numRuns: 3000, seed: 3 });
  });

  const many = 400_000;

  it.each([
    ["brackets", "[".repeat(many)],
    ["braces", '{"a":'.repeat(many)],
    ["dashes", "- ".repeat(many)],
    ["question marks", "? ".repeat(many)],
    ["brackets on lines of their own", "[\n".repeat(many)],
    ["indentation", Array.from({ length: 1500 }, (_, level) => `${" ".repeat(level)}a:\n`).join("")],
  ])("nested by very many %s is read to its end", (_, text) => {
    const { fault } = { fault: undefined, ...parseTree(text) };
    expect(["nesting-too-deep", "invalid-syntax"]).toContain(fault?.code);
  });

  it.each([
    ["a plain scalar", `a: ${"x".repeat(2 * many)}`],
    ["digits", `a: ${"1".repeat(2 * many)}`],
    ["spaces", `a: b${" ".repeat(2 * many)}c`],
    ["line breaks", `a: b${"\n".repeat(2 * many)} c`],
    ["quotes", `a: '${"''".repeat(many)}'`],
    ["escapes", `a: "${"\\n".repeat(many)}"`],
    ["a block scalar", `a: >\n${"  x\n".repeat(many / 2)}`],
    ["a list", `a:\n${"- b\n".repeat(many / 2)}`],
    ["a list in brackets", `a: [${"b,".repeat(many / 2)}]`],
    ["keys", Array.from({ length: many / 10 }, (_, index) => `k${index}: v\n`).join("")],
    ["base64", `a: !!binary ${"gICA".repeat(many / 10)}`],
    ["documents", "--- a\n".repeat(many / 2)],
  ])("of much of %s takes more time than in proportion, which would not end before the test is given up", (_, text) => {
    expect(parseTree(text)).toHaveProperty("tree");
  });
});
