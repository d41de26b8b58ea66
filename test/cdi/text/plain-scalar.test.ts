import { describe, expect, it } from "vitest";
import { isPlainText, resolvePlainScalar } from "../../../src/cdi/text/plain-scalar.ts";
import { scalarText } from "../../../src/cdi/text/scalar-text.ts";
import { Float } from "../../../src/cdi/text/tree.ts";

describe("a plain scalar", () => {
  it.each([
    ["1", 1],
    ["010", 8],
    ["0o10", 8],
    ["0x1F", 31],
    ["-0b11", -3],
    ["+1", 1],
    ["1_000", 1000],
    ["1__", 1],
    ["-_1", -1],
    ["0x_1", 1],
    ["00", 0],
    ["-0", 0],
    ["9007199254740993", 9007199254740993n],
    ["18446744073709551615", 18446744073709551615n],
    ["-9223372036854775808", -9223372036854775808n],
    ["yes", true],
    ["Off", false],
    ["n", false],
    ["~", null],
    ["Null", null],
    ["", null],
  ])("%s is %s", (text, value) => {
    expect(resolvePlainScalar(text)).toBe(value);
  });

  it.each([
    ["1.", 1],
    ["1.e3", 1000],
    [".5", 0.5],
    ["-.5", -0.5],
    ["08", 8],
    ["08.5", 8.5],
    ["1e3", 1000],
    ["1_0.5", 10.5],
    [".1_0", 0.1],
    [".1e1_0", 1e9],
    ["18446744073709551616", 2 ** 64],
    ["0777777777777777777777777", 7.777777777777778e23],
    ["+9223372036854775808", 2 ** 63],
    ["1e-400", 0],
    ["-.INF", Number.NEGATIVE_INFINITY],
  ])("%j is the float %d", (text, value) => {
    expect(resolvePlainScalar(text)).toEqual(new Float(value));
  });

  it.each(
    "_ __ _1 + - . .. .e5 ._1 .1_ .1__0 .1_e1 .5e 1e e1 1.2.3 1,000 0x 0b 0o 0b2 0o8 0x1p-2 1e400 -1e400 1:30 2001-01-01 tRUE nULL .Nan +.nan <<".split(
      " ",
    ),
  )("%j is text", (text) => {
    expect(resolvePlainScalar(text)).toBe(text);
  });

  it("of a million digits is told at once", () => {
    expect(resolvePlainScalar("1".repeat(1_000_000))).toBe("1".repeat(1_000_000));
    expect(resolvePlainScalar(`${"0".repeat(1_000_000)}1`)).toBe(1);
  });

  it.each(["a", "/dev/x", "nosuid", "_"])("such as %j is certainly text", (text) => {
    expect(isPlainText(text)).toBe(true);
  });

  it.each(["1", "-a", ".a", "+", "yes", "null", "~", ""])("such as %j is not certainly text", (text) => {
    expect(isPlainText(text)).toBe(false);
  });
});

describe("a scalar where text is due", () => {
  it.each([
    [1, "1"],
    [18446744073709551615n, "18446744073709551615"],
    [true, "true"],
    ["a", "a"],
    [null, undefined],
  ])("%s is %s", (value, text) => {
    expect(scalarText(value)).toBe(text);
  });

  it.each([
    [1, "1"],
    [-0, "-0"],
    [1.5, "1.5"],
    [0.1, "0.1"],
    [123456.7, "123456.7"],
    [999999.5, "999999.5"],
    [1e5, "100000"],
    [1e6, "1e+06"],
    [1e-4, "0.0001"],
    [1e-5, "1e-05"],
    [16777217, "1.6777216e+07"],
    [1e39, "+Inf"],
    [-1e39, "-Inf"],
    [1e-46, "0"],
    [1e-45, "1e-45"],
    [Number.NaN, "NaN"],
  ])("float %d is %j", (value, text) => {
    expect(scalarText(new Float(value))).toBe(text);
  });
});
