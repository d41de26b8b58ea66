import { describe, expect, it } from "vitest";
import { splicesBetween } from "../../../src/cli/remote/splices-between.ts";
import { unifiedDiff } from "../../../src/cli/unified-diff.ts";
import { lookUpDeviceNode } from "../../../src/host/device-node.ts";
import { applyEdits } from "../../../src/oci/apply-edits.ts";
import { printEdited, splicesOf } from "../../../src/oci/print-edited.ts";
import { resolveOnce } from "../../../src/registry/resolve-once.ts";
import { conformanceCases, type InjectCase } from "../../conformance/cases.ts";
import { documentOf } from "../../oci/parse.ts";
import { temporaryDirectory, writeSpecDirs } from "../../registry/directories.ts";

describe("what lies between two documents", () => {
  const cases = conformanceCases<InjectCase[]>("inject").map((entry, index) => ({ ...entry, index }));

  it.each(cases)("is shown as the edits would be that made one of the other, in case $index", async (example) => {
    const { dirs, oci, devices } = example;
    const resolution = await resolveOnce(devices, writeSpecDirs(temporaryDirectory(), dirs));
    if ("faults" in resolution) return;
    for (const indent of [undefined, 2, "\t"]) {
      const document = documentOf(JSON.stringify(oci, null, indent));
      const edited = applyEdits(document, resolution.resolved.edits, lookUpDeviceNode);
      if ("faults" in edited) return;
      const found = splicesBetween(document, printEdited(edited));
      expect(unifiedDiff("x", document.text, found)).toBe(unifiedDiff("x", document.text, splicesOf(edited)));
    }
  });

  it.each([
    ['{"a": 1}', '{"a": 2}'],
    ['{"a": 1, "process": {}}', '{"process": {}, "a": 1}'],
    ['{"process": {"env": ["A=1"]}}', '{"process":  {"env": ["A=1"]}}'],
    ["{}", "no document"],
  ])("is found where no edit makes it: %s to %s", (before, after) => {
    const splices = splicesBetween(documentOf(before), after);
    const [splice] = splices;
    expect(splices).toHaveLength(1);
    expect(before.slice(0, splice?.start) + splice?.text + before.slice(splice?.end)).toBe(after);
  });

  it("is nothing where they are the same", () => {
    expect(splicesBetween(documentOf("{}"), "{}")).toEqual([]);
  });
});
