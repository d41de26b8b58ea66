import fc from "fast-check";
import { expect, it } from "vitest";
import { matchesGlob } from "../../src/inventory/glob.ts";

it.each([
  ["NVIDIA*", "NVIDIA H100 80GB HBM3", true],
  ["*H100*", "NVIDIA H100 80GB HBM3", true],
  ["H100", "NVIDIA H100", false],
  ["mlx5_?", "mlx5_0", true],
  ["mlx5_?", "mlx5_10", false],
  ["*", "a/b\n", true],
  ["", "", true],
  ["?", "", false],
  ["**", "", true],
  ["a*b*c", "aXbXbXc", true],
  ["a*b*c", "aXbXbX", false],
  ["[a]", "[a]", true],
  ["[a]", "a", false],
  ["\\*", "\\x", true],
])("%j on %j: %s", (pattern, text, is) => {
  expect(matchesGlob(pattern, text)).toBe(is);
});

it("matches as the expression that it stands for", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?"), maxLength: 10 });
  fc.assert(
    fc.property(text, text, (pattern, subject) => {
      const expression = pattern.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
      expect(matchesGlob(pattern, subject)).toBe(new RegExp(`^${expression}$`).test(subject));
    }),
    { numRuns: 2000 },
  );
});

it("takes no longer for many stars", () => {
  const start = performance.now();
  expect(matchesGlob(`${"*a".repeat(100)}*b`, "a".repeat(10_000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});
