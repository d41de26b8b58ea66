import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isQualifiedName, parseQualifiedName, qualifiedName } from "../../src/cdi/names.ts";

const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const digits = [..."0123456789"];

/** A name that starts with one of some characters, ends with a letter or digit, and has others too in between. */
function name(first: readonly string[], inner: readonly string[]): fc.Arbitrary<string> {
  const last = fc.constantFrom(...letters, ...digits);
  const rest = fc.tuple(fc.string({ unit: fc.constantFrom(...letters, ...digits, ...inner), maxLength: 12 }), last);
  return fc
    .tuple(fc.constantFrom(...first), fc.option(rest, { nil: ["", ""] }))
    .map(([start, [middle, end]]) => `${start}${middle}${end}`);
}

const vendorOrClass = name(letters, ["_", "-", "."]);
const device = name([...letters, ...digits], ["_", "-", ".", ":"]);

describe("name round trip", () => {
  it("gives back the vendor, class and device that a qualified name was made of", () => {
    fc.assert(
      fc.property(vendorOrClass, vendorOrClass, device, (vendor, className, deviceName) => {
        const whole = qualifiedName(`${vendor}/${className}`, deviceName);
        expect(isQualifiedName(whole)).toBe(true);
        expect(parseQualifiedName(whole)).toEqual({ vendor, class: className, device: deviceName });
      }),
      { numRuns: 1000 },
    );
  });

  /** Any text, and text that is nearly a name, of which many are. */
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("a", "Z", "0", "_", "-", ".", ":", "/", "=", "é", "\n"), maxLength: 12 }),
    fc
      .tuple(fc.string({ maxLength: 3 }), vendorOrClass, vendorOrClass, device, fc.string({ maxLength: 2 }))
      .map(([before, vendor, className, deviceName, after]) => `${before}${vendor}/${className}=${deviceName}${after}`),
  );

  it("gives back any text that it takes for a name, and takes no other", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseQualifiedName(text);
        expect(isQualifiedName(text)).toBe(parsed !== undefined);
        if (parsed) expect(qualifiedName(`${parsed.vendor}/${parsed.class}`, parsed.device)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });
});
