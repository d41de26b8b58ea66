import { describe, expect, it } from "vitest";
import { parseOciDocument } from "../../src/oci/document.ts";
import { deepestNesting } from "../../src/oci/json-spans.ts";

describe("parseOciDocument refuses", () => {
  it.each([
    ["nothing", "", "invalid-oci-syntax", 1, 1],
    ["white space", " \n", "invalid-oci-syntax", 2, 1],
    ["text", "hello", "invalid-oci-syntax", 1, 1],
    ["a list", "[]", "invalid-oci-document", 1, 1],
    ["null", "null", "invalid-oci-document", 1, 1],
    ["a number", "3", "invalid-oci-document", 1, 1],
    ["a missing brace", '{"a": 1', "invalid-oci-syntax", 1, 8],
    ["a trailing comma", '{\n "a": 1,\n}', "invalid-oci-syntax", 3, 1],
    ["a second value", "{} {}", "invalid-oci-syntax", 1, 4],
    ["a comment", "{} // x", "invalid-oci-syntax", 1, 4],
    ["single quotes", "{'a': 1}", "invalid-oci-syntax", 1, 2],
    ["a key twice", '{"a": 1,\n "a": 2}', "duplicate-key", 2, 2],
    ["a key twice, once with an escape", '{"a": 1, "\\u0061": 2}', "duplicate-key", 1, 10],
    ["a key twice deep inside", '{"x": [{"y": {"a": 1, "a": 2}}]}', "duplicate-key", 1, 23],
    ["keys that Go takes for one", '{"linux": {}, "Linux": {}}', "duplicate-key", 1, 15],
    ["a bad number", '{"a": 01}', "invalid-oci-syntax", 1, 8],
    ["a bad escape", '{"a": "\\x"}', "invalid-oci-syntax", 1, 8],
    ["a raw line break in text", '{"a": "\n"}', "invalid-oci-syntax", 1, 8],
    ["text without an end", '{"a": "b', "invalid-oci-syntax", 1, 9],
  ])("%s", (_, text, code, line, column) => {
    expect(parseOciDocument(text, "config.json")).toMatchObject({
      code,
      line,
      column,
      path: "config.json",
      severity: "error",
    });
  });

  it("nesting beyond the limit, however deep", () => {
    const nested = (depth: number): string => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    expect(parseOciDocument(nested(deepestNesting - 1))).toHaveProperty("root");
    expect(parseOciDocument(nested(deepestNesting))).toMatchObject({ code: "nesting-too-deep" });
    expect(parseOciDocument(nested(1_000_000))).toMatchObject({ code: "nesting-too-deep" });
  });

  it("a key twice among a hundred thousand, and not the others", () => {
    const members = Array.from({ length: 100_000 }, (_, index) => `"key${index}":${index}`);
    expect(parseOciDocument(`{${members.join()}}`)).toHaveProperty("root");
    expect(parseOciDocument(`{${[...members, '"key50000":0'].join()}}`)).toMatchObject({ code: "duplicate-key" });
  });

  it("exactly what JSON.parse refuses, but for repeated keys", () => {
    const texts = [
      "{}",
      '{"a":[]}',
      '{"a":[1,]}',
      '{"a":-}',
      '{"a":1.}',
      '{"a":.5}',
      '{"a":1e}',
      '{"a":1E+2}',
      '{"a":tru}',
      '{"a" 1}',
      "{,}",
      '{"a":"\\ud800"}',
      '{"a":1,"b"}',
      "\ufeff{}",
      '{"a":"\t"}',
      '{"a":1}\u00a0',
    ];
    for (const text of texts) {
      const accepted = ((): boolean => {
        try {
          JSON.parse(text);
          return true;
        } catch {
          return false;
        }
      })();
      expect([text, "root" in parseOciDocument(text)]).toEqual([text, accepted]);
    }
  });
});
