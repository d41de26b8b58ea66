import fc from "fast-check";
import { compare } from "semver";
import { describe, expect, it } from "vitest";
import { compareVersions, isVersion } from "../../src/inventory/version-order.ts";

const part = fc.oneof(fc.constantFrom("0", "5", "05", "95", "007"), fc.nat({ max: 999 }).map(String));
const version = fc
  .tuple(
    fc.array(part, { minLength: 1, maxLength: 5 }),
    fc.constantFrom("", "-rc.1", "-rc.2", "-alpha", "-1", "+build"),
  )
  .map(([parts, suffix]) => parts.join(".") + suffix);

describe("compareVersions", () => {
  it.each([
    ["580.95.05", "580.95.5", 0],
    ["580.95.05", "580.105.08", -1],
    ["12.8", "12.8.0", 0],
    ["12.8", "12.10", -1],
    ["9", "10.0", -1],
    ["v1.2.3", "1.2.3", 0],
    ["1.2.3-rc.1", "1.2.3", -1],
    ["12.8-rc.2", "12.8-rc.10", -1],
    ["1.2.3+a", "1.2.3+b", 0],
    ["1.2.3.4", "1.2.3", 1],
    ["9007199254740993.0", "9007199254740992.0", 1],
    ["not", "1", -1],
    ["1", "not", 1],
    ["not", "nor", 0],
  ])("%s and %s: %i", (a, b, order) => {
    expect(Math.sign(compareVersions(a, b))).toBe(order);
    expect(Math.sign(compareVersions(b, a))).toBe(order === 0 ? 0 : -order);
  });

  it("is an order", () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compareVersions(a, a)).toBe(0);
        expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  it("is semver's order for what is semver, next to a text that is not as well", () => {
    const semver = fc
      .tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.constantFrom("", "-rc.1", "-rc.2", "-alpha"))
      .map(([major, minor, patch, suffix]) => [
        `${major}.${minor}.${patch}${suffix}`,
        `0${major}.${minor}.${patch}${suffix}`,
      ]);
    fc.assert(
      fc.property(semver, semver, ([a = "", paddedA = ""], [b = ""]) => {
        expect(compareVersions(a, b)).toBe(compare(a, b));
        expect(compareVersions(paddedA, b)).toBe(compare(a, b));
      }),
    );
  });
});

it.each([
  ["1", true],
  ["580.95.05", true],
  ["24.10-1.1.4", true],
  ["6.8.0-45-generic", true],
  ["1.2.3-01", false],
  ["", false],
  ["1.", false],
  ["1.x", false],
  ["1.2 ", false],
  ["-1", false],
  ["1".repeat(257), false],
])("isVersion(%j): %s", (text, is) => {
  expect(isVersion(text)).toBe(is);
});
