import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspectSpec } from "../../src/cdi/inspect-spec.ts";
import { readWholeSpec } from "../../src/cdi/read-whole-spec.ts";
import { conformanceCases, type SpecCase } from "../conformance/cases.ts";
import { changedSpec, plainYaml, soup } from "./text/arbitrary-text.ts";

const path = fc.constantFrom(undefined, "/etc/cdi/x.yaml", "/etc/cdi/x.json");

describe("inspectSpec says what reading the whole text says", () => {
  it.each(conformanceCases<SpecCase[]>("specs"))("of $file", async ({ text }) => {
    for (const name of [undefined, "x.yaml", "x.json"]) {
      expect(await inspectSpec(text, name)).toEqual(readWholeSpec(text, name));
    }
  });

  it("of specs with a few characters changed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(changedSpec, plainYaml, soup), path, async (text, name) => {
        expect(await inspectSpec(text, name)).toEqual(readWholeSpec(text, name));
      }),
      { numRuns: 3000 },
    );
  });

  it("of YAML in a file that is called .json", async () => {
    const text = "cdiVersion: 0.3.0\nkind: a.b/c\ndevices:\n- name: d\n  containerEdits:\n    env:\n    - A=1\n";
    expect((await inspectSpec(text, "x.yaml")).problems).toEqual([]);
    expect((await inspectSpec(text, "x.json")).problems).toMatchObject([{ code: "not-json" }]);
  });
});
