import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSpec } from "../../../src/cdi/decode-spec.ts";
import { isPlainSpec } from "../../../src/cdi/plain-spec.ts";
import { parseTree } from "../../../src/cdi/text/parse-tree.ts";
import { parsePlainJson } from "../../../src/cdi/text/plain-json.ts";
import { changedSpec } from "./arbitrary-text.ts";
import { read } from "./read.ts";

describe("parsePlainJson", () => {
  it.each(['{"a": [1, "b", null, true, {}]}', '{\n\t"a": "\\u00e9\\n"\r\n}\n', '{"a": "é"}'])("reads %j", (text) => {
    expect(parsePlainJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ["an escape that YAML 1.1 lacks", '{"a": "\\/"}'],
    ["an escaped surrogate", '{"a": "\\ud83d\\ude00"}'],
    ["a key that stands twice", '{"a": 1, "a": 2}'],
    ["a colon that is apart from its key", '{"a"\n: 1}'],
    ["a line separator", '{"a": "\u2028"}'],
    ["a control character", '{"a": "\x7f"}'],
    ["a key that may be too long", `{"${"k".repeat(200)}": 1}`],
    ["a tab after the document", '{"a": 1}\t'],
    ["something after the document", '{"a": 1} x'],
    ["another document than a mapping", "[1]"],
    ["deep nesting", `{"a":${"[".repeat(30)}${"]".repeat(30)}}`],
    ["nesting that is deep beyond measure", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["what is not JSON", "{'a': 1}"],
  ])("leaves %s to the full reader", (_, text) => {
    expect(parsePlainJson(text)).toBeUndefined();
  });

  const agrees = (text: string) => {
    const quick = parsePlainJson(text);
    if (quick !== undefined) expect(JSON.stringify(read(text))).toBe(JSON.stringify(quick));
  };

  it("agrees with the full reader on whatever it accepts of JSON", () => {
    const value = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { depthSize: "small" },
        fc.string({ unit: "binary" }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("node"), { maxLength: 4 }),
        fc.dictionary(fc.string({ unit: "grapheme" }), tie("node"), { maxKeys: 4 }),
      ),
    })).node;
    const text = fc
      .tuple(fc.dictionary(fc.string(), value), fc.constantFrom("", " ", "\t"))
      .map(([document, space]) => JSON.stringify(document, null, space));
    fc.assert(fc.property(text, agrees), { numRuns: 2000, seed: 1 });
  });

  it("agrees with the full reader on whatever spec it accepts of changed ones", () => {
    const agreesOnSpec = (text: string) => {
      const quick = parsePlainJson(text);
      if (!isPlainSpec(quick)) return;
      const parsed = parseTree(text);
      expect("tree" in parsed && decodeSpec(parsed.tree)).toEqual({ spec: quick, issues: [] });
    };
    fc.assert(fc.property(changedSpec, agreesOnSpec), { numRuns: 2000, seed: 2 });
  });
});
