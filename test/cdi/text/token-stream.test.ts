import { describe, expect, it } from "vitest";
import { read, refused } from "./read.ts";

describe("tabs", () => {
  it.each([
    ['\t{"a":1}', refused],
    ['{"a":1}\n\t\n', refused],
    ["{\t\n\ta:\t1\t,\n\tb: [\t]\n}", { a: 1, b: [] }],
    ["a: {\n\tb: 1\n}", { a: { b: 1 } }],
    ["a: {b: c\n\td}", refused],
    ["a: {b: 1\n\t}", refused],
    ["{a: b\n\tc}", { a: "b c" }],
    ["-\ta", refused],
    ["- \ta", refused],
    ["?\ta", refused],
    ["a:\t1", { a: 1 }],
    ["a\t: 1", { a: 1 }],
    ["a: 1\t# comment", { a: 1 }],
    ["a: 1\n\t\nb: 2", refused],
    ["a: 1\n\t# comment\nb: 2", refused],
    ["a:\n \tb", refused],
  ])("in %j make it %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("comments", () => {
  it.each([
    ['a: "v"#c', { a: "v" }],
    ["a: 'v'#c", { a: "v" }],
    ["a: [b]#c", { a: ["b"] }],
    ["a: |#c\n  b\n", { a: "b\n" }],
    ["a: >2#c\n  b\n", { a: "b\n" }],
    ["a: b=1#x", { a: "b=1#x" }],
    ["[a#b]", ["a#b"]],
    ["a: b #c", { a: "b" }],
    ["a: &x#c", refused],
    ["a: &x b\nc: *x#c", refused],
    ["a: !!str#c", refused],
    ["/* x */\n{a: 1}", refused],
    ["a: b\u2028# c\u2028d: e", { a: "b", d: "e" }],
  ])("in %j make it %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("flow collections", () => {
  it.each([
    ["a: [\n{b: c}\n]", { a: [{ b: "c" }] }],
    ["{a:}", { "a:": null }],
    ["{a:[]}", refused],
    ['{"a":[]}', { a: [] }],
    ['{"a"\n:1}', refused],
    ["{a\n: 1}", refused],
    ["{:a}", refused],
    ["[:a]", refused],
    ["[::]", refused],
    ["[http://x/y?z=1]", refused],
    ["{a: b?}", refused],
    ["[?a]", [{ a: null }]],
    ["[? a : b]", [{ a: "b" }]],
    ["[?]", refused],
    ["{?:}", refused],
    ["[-]", ["-"]],
    ["[- a]", refused],
    ["[-a]", ["-a"]],
    ["[a,]", ["a"]],
    ["{a: 1,}", { a: 1 }],
    ["{a, b: 1}", { a: null, b: 1 }],
    ["[a: 1, b]", [{ a: 1 }, "b"]],
    ["[,a]", refused],
    ["[a,,b]", refused],
    ['["a" "b"]', refused],
    ["[a", refused],
    ["{a: 1", refused],
    ["[a}", refused],
    ["[\n---\n]", refused],
    ["[|\n a]", refused],
    ["{a: 1, a: 2}", refused],
  ])("%j is %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("block collections", () => {
  it.each([
    ["a:\n- b\n- c\nd: e", { a: ["b", "c"], d: "e" }],
    ["a:\n  - b\n  -\n  - c", { a: ["b", null, "c"] }],
    ["-\n  a: b\n- c: d\n  e: f", [{ a: "b" }, { c: "d", e: "f" }]],
    ["- - a\n  - b\n- c", [["a", "b"], "c"]],
    ["- ? a\n  : b", [{ a: "b" }]],
    ["? a\n: b\n? c\n", { a: "b", c: null }],
    ["? |\n  a\n: b", { "a\n": "b" }],
    ["a: - b", refused],
    ["a: b: c", refused],
    ["- a\nb: c", refused],
    ["a: b\n- c", refused],
    [": a", refused],
    ["- : 1", refused],
    ["a:\n  b: 1\n  - c", refused],
    ['c: d\n"a":b', refused],
    ['a: "b" c', refused],
    ["a: ,b", refused],
    ["a: ]", refused],
    ["a: `b`", refused],
    ["a: %b", refused],
    ["a:\nb\n :", refused],
  ])("%j is %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("the colon of a key", () => {
  const key = (length: number) => "k".repeat(length);

  it("is at most 1,024 characters behind the key's start", () => {
    expect(read(`${key(1024)}: v`)).toEqual({ [key(1024)]: "v" });
    expect(read(`${key(1025)}: v`)).toBe(refused);
    expect(read(`"${key(1022)}": v`)).toEqual({ [key(1022)]: "v" });
    expect(read(`"${key(1023)}": v`)).toBe(refused);
    expect(read(`{"${key(1022)}":1}`)).toEqual({ [key(1022)]: 1 });
    expect(read(`{"${key(1023)}":1}`)).toBe(refused);
    expect(read(`{? ${key(2000)} : 1}`)).toEqual({ [key(2000)]: 1 });
  });

  it("is looked for by characters, not by halves of them", () => {
    expect(read(`${"😀".repeat(1024)}: v`)).not.toBe(refused);
    expect(read(`${"😀".repeat(1025)}: v`)).toBe(refused);
  });

  it.each(["a b\n  c: d", '"a\n  b": c', "[a,\n b]: c", "a\u2028b: c"])(
    "is in the key's line, not as in %j",
    (text) => {
      expect(read(text)).toBe(refused);
    },
  );
});
