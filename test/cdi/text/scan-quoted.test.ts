import { describe, expect, it } from "vitest";
import { read, refused } from "./read.ts";

describe("double quotes", () => {
  it.each([
    ['"a b"', "a b"],
    ['"a\n\tb"', "a b"],
    ['"a  \n\n  b"', "a\nb"],
    ['"a\nb"', "a b"],
    ['"a\u0085b"', "a b"],
    ['"a\rb\r\nc"', "a b c"],
    ['"a \u2028 b"', "a\u2028b"],
    ['"a\u2028\n b"', "a\u2028\nb"],
    ['"a\\\n  b"', "ab"],
    ['"a\\\u0085  b"', "ab"],
    ['"a\\\n\n  b"', "a\nb"],
    ['"a \\\n b"', "a b"],
    ['"\\x41\\u00e9\\U0001f600"', "Aé😀"],
    [
      '"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\"\\\'\\\\\\N\\_\\L\\P\\\t"',
      "\0\x07\b\t\n\v\f\r\x1b \"'\\\x85\xa0\u2028\u2029\t",
    ],
    ['"\\/"', refused],
    ['"\\q"', refused],
    ['"\\ud83d\\ude00"', refused],
    ['"\\U00110000"', refused],
    ['"\\x4"', refused],
    ['"\\u00g0"', refused],
    ['"a\n---\nb"', refused],
    ['"a\n... b"', refused],
    ['"a\n---b"', "a ---b"],
    ['"a\n%b"', "a %b"],
    ['"a # b"', "a # b"],
    ['"a', refused],
    ['"a\\"', refused],
  ])("%j is %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("single quotes", () => {
  it.each([
    ["'it''s'", "it's"],
    ["''", ""],
    ["'''a'''", "'a'"],
    ["'a\\n'", "a\\n"],
    ["'a\n\n b'", "a\nb"],
    ["'a \n b'", "a b"],
    ["'a", refused],
    ["'a\n---\n'", refused],
  ])("%j is %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});
