import { describe, expect, it } from "vitest";
import { parseTree } from "../../../src/cdi/text/parse-tree.ts";
import { read, refused } from "./read.ts";

describe("a document", () => {
  it.each([
    ["a: 1\n", { a: 1 }],
    ["# comment\n\na: 1", { a: 1 }],
    ["\ufeffa: 1\n", { a: 1 }],
    ["  a: 1\n  b: 2\n", { a: 1, b: 2 }],
    ["--- {a: 1}\n", { a: 1 }],
    ["---\na: 1\n", { a: 1 }],
    ["--- # comment\na: 1\n", { a: 1 }],
    ["---\ta\n", "a"],
    ["--- a: 1\n", refused],
    ["--- - a\n", refused],
    ["...\na: 1\n", refused],
    ["- a\n- b\n", ["a", "b"]],
    ["a: 1\n b: 2\n", refused],
    ["a: 1\nb\n", refused],
    ["a:\n    b: 1\n  c: 2\n", refused],
  ])("%j is %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it.each(["", "\n", " \n", "# comment\n", "---", "---\n", "--- # comment\n", "---\n...\n", "~\n", "null"])(
    "%j holds no spec",
    (text) => {
      expect(parseTree(text)).toMatchObject({ fault: { code: "empty-document" } });
    },
  );
});

describe("directives", () => {
  it.each([
    ["%YAML 1.1\n---\na: 1\n", { a: 1 }],
    ["%YAML 01.01 # comment\n---\na: 1\n", { a: 1 }],
    ["%YAML 1.1#comment\n---\na: 1\n", { a: 1 }],
    ["%YAML 1.2\n---\na: 1\n", refused],
    ["%YAML 1.1 x\n---\na: 1\n", refused],
    ["%YAML 1\n---\na: 1\n", refused],
    ["%YAML 1.1\n%YAML 1.1\n---\na: 1\n", refused],
    ["%YAML 1.1\na: 1\n", refused],
    ["%FOO x\n---\na: 1\n", refused],
    ["%TAG !e! tag:yaml.org,2002:\n---\na: !e!int '010'\n", { a: 8 }],
    ["%TAG ! tag:yaml.org,2002:\n---\na: !int '010'\n", { a: 8 }],
    ["%TAG !! tag:other:\n---\na: !!int '010'\n", { a: "010" }],
    ["%TAG !e! a\n%TAG !e! b\n---\na: 1\n", refused],
    ["%TAG !e a\n---\na: 1\n", refused],
    ["%TAG !e!\n---\na: 1\n", refused],
    ["a: !e!int 1\n", refused],
    ["a: 1\n%b: 2\n", refused],
  ])("%j is %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("what follows the first document", () => {
  it.each([
    ["a: 1\n---\nb: [\n", "second-document", 5],
    ["a: 1\n...\n---\nb\n", "second-document", 9],
    ["{a: 1}\n%YAML 1.2\n---\n", "second-document", 7],
    ["a: 1\n... x\n", "trailing-text", 9],
    ["{a: 1} x", "trailing-text", 7],
    ["{a: 1}}", "trailing-text", 6],
    ["{a: 1}]", "trailing-text", 6],
    ["{a: 1},", "trailing-text", 6],
    ["{a: 1} // x", "trailing-text", 7],
    ["{a: 1}\n{b: 2}\n", "trailing-text", 7],
    ["{a: 1}\n- a", "trailing-text", 7],
    ["{a: 1}\nb: c", "trailing-text", 7],
    ["{a: 1} |", "trailing-text", 7],
  ])("in %j is ignored, as %s", (text, code, offset) => {
    expect(parseTree(text)).toMatchObject({ ignored: { code, offset } });
  });

  it.each(["a: 1\n", "a: 1\n...\n", "{a: 1} # comment", "{a: 1}\n\n#\n", "a: 1\n...\n# comment\n"])(
    "in %j is nothing",
    (text) => {
      expect(parseTree(text)).toMatchObject({ ignored: undefined });
    },
  );

  it.each([
    "{a: 1} @",
    "{a: 1} %",
    '{a: 1} "x',
    "{a: 1}: 2",
    "{a: 1}\n%FOO\n",
    "{a: 1}\n\t\n",
    "{a: 1}\n|0",
    "{a: 1}\n&x @",
  ])("in %j is looked at one token far, which is an error", (text) => {
    expect(read(text)).toBe(refused);
  });

  it("may have characters that are not allowed, if they are too far away to be read", () => {
    expect(read(`{a: 1} ${"x".repeat(300)}\x01`)).toBe(refused);
    expect(read(`{a: 1}\n---\n${"x".repeat(600)}\x01`)).toEqual({ a: 1 });
    expect(read(`{a: 1}\n---\n${"é".repeat(250)}\x01`)).toBe(refused);
    expect(read(`{a: 1}\n---\n${"é".repeat(260)}\x01`)).toEqual({ a: 1 });
  });
});

describe("a fault", () => {
  it.each([
    ["a: b: c\n", 4],
    ["a: 1\nb: [1, 2\nc: 3\n", 15],
    ["a: 'x\n", 3],
    ['a: "\\/"\n', 4],
    ["a: 1\na: 2\n", 5],
    ["a: 1\n\tb: 2\n", 5],
    ["a: *x\n", 3],
    ["a: !!int x\n", 9],
    ["a: @b\n", 3],
    ["a: \x01\n", 3],
  ])("of %j is at offset %i", (text, offset) => {
    expect(parseTree(text)).toMatchObject({ fault: { offset } });
  });
});
