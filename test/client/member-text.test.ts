import fc from "fast-check";
import { expect, it } from "vitest";
import { memberText } from "../../src/client/member-text.ts";

it.each([
  ['{"spec": 18446744073709551615 }', "18446744073709551615"],
  ['{"revision":"a.1","spec":{"a":"}\\"","b":[1.0,{}]}}', '{"a":"}\\"","b":[1.0,{}]}'],
  ['{ "a" : {"spec":1} ,\n"spec"\n:\t[ ] }', "[ ]"],
  ['{"s\\u0070ec":null}', "null"],
  ['{"spec":1,"spec":-2.50}', "-2.50"],
  ['{"a:b":"spec","c":["spec"]}', undefined],
  ["{}", undefined],
])("cuts the member out of %s", (json, expected) => {
  expect(memberText(json, "spec")).toBe(expected);
});

it("cuts out what JSON.parse would make a value of", () => {
  const indent = fc.constantFrom(undefined, 1, "\t");
  const keys = fc.oneof(fc.constantFrom("spec", "a", '"', "\\", ":"), fc.string());
  fc.assert(
    fc.property(fc.dictionary(keys, fc.jsonValue(), { noNullPrototype: true }), indent, (object, space) => {
      const json = JSON.stringify(object, null, space);
      for (const key of [...Object.keys(object), "spec"]) {
        const text = memberText(json, key);
        const expected: unknown = Object.hasOwn(JSON.parse(json), key) ? JSON.parse(json)[key] : undefined;
        expect(text === undefined ? undefined : JSON.parse(text)).toEqual(expected);
      }
    }),
  );
});
