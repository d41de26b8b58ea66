import { describe, expect, it } from "vitest";
import { parseTree } from "../../../src/cdi/text/parse-tree.ts";
import { read, refused } from "./read.ts";

describe("a key", () => {
  it.each([
    ["0x10: a", { "16": "a" }],
    ["on: a", { true: "a" }],
    ["1e3: a", { "1000": "a" }],
    ["1e39: a", { ".inf": "a" }],
    ["-.inf: a", { "-.inf": "a" }],
    [".nan: a", { ".nan": "a" }],
    ["2001-01-01: a", { "2001-01-01": "a" }],
    ["!!binary aGk=: a", { hi: "a" }],
    ["9223372036854775807: a", { "9223372036854775807": "a" }],
    ["9223372036854775808: a", refused],
    ["~: a", refused],
    ["? : a", refused],
    ["[a]: b", refused],
    ["{a: b}: c", refused],
    ["? - a\n: b", refused],
    ["? a: b\n: c", refused],
    ["__proto__: a", JSON.parse('{"__proto__": "a"}')],
  ])("in %j makes it %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("keys that are the same", () => {
  it.each(['k: 1\n"k": 2', "1: a\n0x1: b", "true: a\nyes: b", "0.0: a\n-0.0: b", "1.5: a\n1.50: b", "a: 1\n? a\n"])(
    "are an error, as in %j",
    (text) => {
      expect(parseTree(text)).toMatchObject({ fault: { code: "duplicate-key" } });
    },
  );

  it.each(['1: a\n"1": b', "1: a\n1.0: b", 'yes: a\n"true": b', ".nan: a\n.nan: b", "1.1: a\n1.10000000001: b"])(
    "are not those of %j",
    (text) => {
      expect(read(text)).not.toBe(refused);
    },
  );
});

describe("a merge key", () => {
  it.each([
    ["<<: {a: 1}\nb: 2", { a: 1, b: 2 }],
    ["x: &x {a: 1}\nz:\n  <<: *x\n  b: 2", { x: { a: 1 }, z: { a: 1, b: 2 } }],
    ["<<: [{a: 1}, {b: 2}]", { b: 2, a: 1 }],
    ["<<: {<<: {a: 1}}", { a: 1 }],
    ["<<: []", {}],
    ["{<<: {a: 1}}", { a: 1 }],
    ["!!merge <<: {a: 1}", { a: 1 }],
    ["! '<<': {a: 1}", { a: 1 }],
    ['"<<": x', { "<<": "x" }],
    ["!!str <<: x", { "<<": "x" }],
    ["&k <<: {a: 1}\nb: *k", { a: 1, b: "<<" }],
    ["<<: {a: 1}\na: 2", refused],
    ["a: 2\n<<: {a: 1}", refused],
    ["<<: [{z: 1}, {z: 2}]", refused],
    ["<<: {1: a}\n0x1: b", refused],
    ["<<: ~", refused],
    ["<<:", refused],
    ["<<: x", refused],
    ["<<: [a]", refused],
    ["x: &x [{a: 1}]\n<<: *x", refused],
    ["{<<}", refused],
  ])("makes %j %j", (text, value) => {
    expect(read(text)).toEqual(value);
  });
});
