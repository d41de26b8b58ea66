import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCollection, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { isPlainSpec } from "../../../src/cdi/plain-spec.ts";
import { specShape } from "../../../src/cdi/shape.ts";
import { resolvePlainScalar } from "../../../src/cdi/text/plain-scalar.ts";
import { parsePlainYaml } from "../../../src/cdi/text/plain-yaml.ts";
import { conformanceCases, type SpecCase } from "../../conformance/cases.ts";
import { changedSpec, plainYaml, soup } from "./arbitrary-text.ts";
import { read } from "./read.ts";

describe("parsePlainYaml", () => {
  it.each([
    ["a: 1\nb:\n- c\n- d: e\n  f: 'g'\nh:\n  i: \"j\"\n", { a: 1, b: ["c", { d: "e", f: "g" }], h: { i: "j" } }],
    ["---\na: {}\nb: []\n", { a: {}, b: [] }],
    ["a:\nb: ~\nc: # comment\n", { a: null, b: null, c: null }],
    ["a:\n  -\n    b: c\n  - d\n", { a: [{ b: "c" }, "d"] }],
    ["a: b # comment\n# comment\nc: 'd' # comment\n", { a: "b", c: "d" }],
    ["a: 0x10\nb: yes\nc: -1\nd: '010'\n", { a: 16, b: true, c: -1, d: "010" }],
    ["a: --link\nb: a::b\nc: \u00a0d", undefined],
    ["a: --link\nb: a::b\nc: d\u00a0 # c", { a: "--link", b: "a::b", c: "d\u00a0" }],
    ['a: "b\\n\\"c\\"" # d\n', { a: 'b\n"c"' }],
  ])("reads %j", (text, value) => {
    expect(parsePlainYaml(text)).toEqual(value);
  });

  it.each([
    "",
    "a",
    "- a\n",
    "a: b\n c\n",
    "a: b\n  c: d\n",
    "a: [b]\n",
    "a: {b: c}\n",
    "a: |\n  b\n",
    "a: &b c\n",
    "a: *b\n",
    "a: !b c\n",
    "a: 1.5\n",
    "a: 9007199254740993\n",
    "a: 1\na: 2\n",
    "on: a\n",
    "<<: a\n",
    "__proto__: a\n",
    "constructor: a\n",
    "a: b\n---\nc: d\n",
    "a: b\n...\n",
    "a: b\r\n",
    "a:\tb\n",
    "a: b: c\n",
    "a: b:\n",
    'a: "\\/"\n',
    'a: "b" c\n',
    "a: - b\n",
    "? a\n: b\n",
    "%YAML 1.1\n---\na: b\n",
    `${"k".repeat(129)}: a\n`,
    `a: ${"b".repeat(5000)}\n`,
  ])("leaves %j to the full reader", (text) => {
    expect(parsePlainYaml(text)).toBeUndefined();
  });

  it("does not give two places the same empty collection", () => {
    const document = parsePlainYaml("a: {}\nb: {}\n");
    expect(document).toEqual({ a: {}, b: {} });
    expect(new Set(Object.values(Object(document))).size).toBe(2);
  });

  it("neither overflows the stack nor takes long on deep nesting and long lines", () => {
    const deep = Array.from({ length: 2000 }, (_, level) => `${" ".repeat(level)}a:\n`).join("");
    expect(parsePlainYaml(deep)).toBeUndefined();
    expect(parsePlainYaml(`a: ${"a:".repeat(1_000_000)}`)).toBeUndefined();
    expect(parsePlainYaml(`a: "${"\\n".repeat(1_000_000)}"`)).toBeUndefined();
  });
});

describe("parsePlainYaml agrees with the full reader", () => {
  const agrees = (text: string) => {
    const quick = parsePlainYaml(text);
    if (quick !== undefined) expect(read(text)).toEqual(quick);
  };

  it("on every conformance spec", () => {
    const texts = conformanceCases<SpecCase[]>("specs").map(({ text }) => text);
    for (const text of texts) agrees(text);
    expect(texts.filter((text) => parsePlainYaml(text) !== undefined).length).toBeGreaterThan(20);
  });

  it("on whatever it accepts of texts that look plain", () => {
    fc.assert(fc.property(plainYaml, agrees), { numRuns: 2000, seed: 1 });
  });

  it("on whatever it accepts of changed specs", () => {
    fc.assert(fc.property(changedSpec, agrees), { numRuns: 2000, seed: 2 });
  });

  it("on whatever it accepts of parts in any order", () => {
    fc.assert(fc.property(soup, agrees), { numRuns: 2000, seed: 3 });
  });
});

describe("parsePlainYaml by the shape of a spec", () => {
  const agrees = (text: string) => {
    const document = parsePlainYaml(text);
    expect(parsePlainYaml(text, specShape)).toEqual(isPlainSpec(document) ? document : undefined);
  };

  it("yields what is a plain spec and nothing else, on every conformance spec", () => {
    const texts = conformanceCases<SpecCase[]>("specs").map(({ text }) => text);
    for (const text of texts) agrees(text);
    expect(texts.filter((text) => parsePlainYaml(text, specShape) !== undefined).length).toBeGreaterThan(15);
  });

  it("yields what is a plain spec and nothing else, on changed specs", () => {
    fc.assert(fc.property(changedSpec, agrees), { numRuns: 3000, seed: 5 });
  });
});

describe("parsePlainYaml agrees with the `yaml` package", () => {
  it("on whatever it accepts of texts that look plain", () => {
    const agrees = (text: string) => {
      const quick = parsePlainYaml(text);
      if (quick !== undefined) expect(readByPackage(text)).toEqual(quick);
    };
    fc.assert(fc.property(plainYaml, agrees), { numRuns: 1500, seed: 4 });
  });
});

/** The structure is the package's, the scalars are ours: it knows no scalars of go-yaml. */
function readByPackage(text: string): unknown {
  const document = parseDocument(text, { schema: "failsafe", version: "1.1" });
  if (document.errors.length > 0) return document.errors;
  return asValue(document.contents);
}

function asValue(node: unknown): unknown {
  if (isSeq(node)) return node.items.map(asValue);
  if (isMap(node)) return Object.fromEntries(node.items.map(({ key, value }) => [asValue(key), asValue(value)]));
  if (!isScalar(node) || isCollection(node) || typeof node.value !== "string") return null;
  return node.type === "PLAIN" ? resolvePlainScalar(node.value) : node.value;
}
