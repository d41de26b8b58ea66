import { describe, expect, it } from "vitest";
import { read, refused } from "./read.ts";

describe("a tag", () => {
  it.each([
    ["!!str 010", "010"],
    ["!!str", ""],
    ["!foo 010", "010"],
    ["! 010", "010"],
    ["! ~", "~"],
    ["!", ""],
    ["!<!> 010", "010"],
    ["!<tag:yaml.org,2002:int> '010'", 8],
    ["!!int '010'", 8],
    ["!!int 1_0", 10],
    ["!!int 1.0", refused],
    ["!!int ''", refused],
    ["!!int 18446744073709551616", refused],
    ['!!bool "yes"', true],
    ["!!bool 1", refused],
    ["!!null ''", null],
    ["!!null", null],
    ["!!null x", refused],
    ["!!float 1", { float: 1 }],
    ["!!float .inf", { float: Number.POSITIVE_INFINITY }],
    ["!!float 9223372036854775808", refused],
    ["!!float x", refused],
    ["!!merge x", "x"],
    ["!!map x", "x"],
    ["!!seq {b: c}", { b: "c" }],
    ["!!str [b]", ["b"]],
    ["!foo,bar b", "b"],
    ["!foo%20bar b", "b"],
    ["!%c3%a9 b", "b"],
    ["!%ff b", refused],
    ["!%c3 b", refused],
    ["!%4 b", refused],
    ["!! b", refused],
    ["!e!x b", refused],
    ["!<> b", refused],
    ["!<x b", refused],
    ["!!str !foo b", refused],
  ])("makes %j %j", (value, expected) => {
    expect(read(`a: ${value}\n`)).toEqual(expected === refused ? refused : { a: expected });
  });

  it.each(["{a: !!str}", "[!!str]", "[!]", "[!!str ,a}"])("needs a blank behind it, unlike in %j", (text) => {
    expect(read(text)).toBe(refused);
  });
});

describe("!!binary", () => {
  it.each([
    ["aGk=", "hi"],
    ['"aG\\nk="', "hi"],
    ["''", ""],
    ["4pyT", "✓"],
    ["8J+YgA==", "😀"],
    ["77u/aA==", "\ufeffh"],
    ["/w==", "\ufffd"],
    ["wIBh", "\ufffd\ufffda"],
    ["7aCA", "\ufffd\ufffd\ufffd"],
    ["4pw=", "\ufffd\ufffd"],
    ["aGk", refused],
    ["a===", refused],
    ["'a Gk='", refused],
    ["aG-_", refused],
  ])("%j is %j", (value, expected) => {
    expect(read(`a: !!binary ${value}\n`)).toEqual(expected === refused ? refused : { a: expected });
  });
});

describe("!!timestamp", () => {
  it.each([
    "2001-01-01",
    "2001-1-1",
    "2000-02-29",
    "2001-01-01T1:2:3Z",
    "2001-01-01t01:02:03.5Z",
    "2001-01-01T01:02:03+01:00",
    "2001-01-01 01:02:03",
    "2001-01-01  01:02:03.25",
  ])("leaves %j the text that it is", (value) => {
    expect(read(`a: !!timestamp '${value}'\n`)).toEqual({ a: value });
  });

  it.each([
    "x",
    "5",
    "",
    "2001-02-29",
    "2001-13-01",
    "2001-00-01",
    "2001-01-00",
    "20010-01-01",
    "2001-01-001",
    "2001-01-01T01:02:03",
    "2001-01-01 01:02:03Z",
    "2001-01-01T24:00:00Z",
    "2001-01-01T01:02:60Z",
    "2001-01-01T01:02:03+0100",
    "2001-01-01T01:02Z",
    "2001-01-01T01:02:03.Z",
  ])("refuses %j", (value) => {
    expect(read(`a: !!timestamp '${value}'\n`)).toBe(refused);
  });
});
