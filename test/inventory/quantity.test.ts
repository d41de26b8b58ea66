import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nanosPerUnit, parseQuantity, wholeUnits } from "../../src/inventory/quantity.ts";

describe("parseQuantity", () => {
  it.each([
    ["0", 0n],
    ["1", nanosPerUnit],
    ["+1", nanosPerUnit],
    ["-1", -nanosPerUnit],
    ["1.", nanosPerUnit],
    [".5", nanosPerUnit / 2n],
    ["1.5Gi", (3n * 2n ** 30n * nanosPerUnit) / 2n],
    ["40Gi", 40n * 2n ** 30n * nanosPerUnit],
    ["1k", 1000n * nanosPerUnit],
    ["1E", 10n ** 18n * nanosPerUnit],
    ["1E3", 1000n * nanosPerUnit],
    ["1e+3", 1000n * nanosPerUnit],
    ["1e-3", nanosPerUnit / 1000n],
    ["500m", nanosPerUnit / 2n],
    ["1u", 1000n],
    ["1n", 1n],
    ["0.1n", 1n],
    ["-0.1n", -1n],
    ["1e-100", 1n],
    ["1e-99999999999999999999", 1n],
    ["0e99999999999999999999", 0n],
    ["9223372036854775807", (2n ** 63n - 1n) * nanosPerUnit],
    ["16Ei", (2n ** 63n - 1n) * nanosPerUnit],
    ["-1e99999999999999999999", -(2n ** 63n - 1n) * nanosPerUnit],
  ])("%s", (text, nanos) => {
    expect(parseQuantity(text)).toBe(nanos);
  });

  it.each([
    "",
    ".",
    "+",
    "Gi",
    "1 Gi",
    "1KI",
    "1K",
    "1ki",
    "1gi",
    "1GB",
    "0x10",
    "1e",
    "1e1.5",
    "1e3k",
    "--1",
    "1,5",
    "١",
  ])("refuses %j", (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it("refuses endless text", () => {
    expect(parseQuantity("1".repeat(257))).toBeUndefined();
  });

  it("is the number itself for every whole one, and 1024 times more for each binary suffix", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }), fc.integer({ min: 0, max: 1 }), (value, power) => {
        const suffix = ["Ki", "Mi"][power] ?? "";
        expect(parseQuantity(`${value}`)).toBe(value * nanosPerUnit);
        expect(parseQuantity(`${value}${suffix}`)).toBe(value * 1024n ** BigInt(power + 1) * nanosPerUnit);
      }),
    );
  });

  it("takes 256 digits in no time", () => {
    const start = performance.now();
    for (let turn = 0; turn < 1000; turn++) parseQuantity(`0.${"9".repeat(252)}E`);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

it("wholeUnits rounds away from zero, and refuses what a number cannot hold", () => {
  expect(wholeUnits(nanosPerUnit)).toBe(1);
  expect(wholeUnits(1n)).toBe(1);
  expect(wholeUnits(-1n)).toBe(-1);
  expect(wholeUnits(0n)).toBe(0);
  expect(wholeUnits(2n ** 53n * nanosPerUnit)).toBeUndefined();
});
