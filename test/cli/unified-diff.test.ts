import { applyPatch } from "diff";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../src/cli/unified-diff.ts";
import type { Splice } from "../../src/oci/print-edited.ts";

function after(text: string, splices: readonly Splice[]): string {
  return splices.reduceRight(
    (edited, { start, end, text: added }) => edited.slice(0, start) + added + edited.slice(end),
    text,
  );
}

const lines = fc.array(fc.constantFrom("a", "b", "c", "d", ""), { maxLength: 30 }).map((list) => list.join("\n"));

const changed = lines.chain((text) =>
  fc.array(fc.tuple(fc.nat(text.length), lines), { maxLength: 12 }).map((cuts) => {
    const sorted = cuts.sort(([a], [b]) => a - b);
    const splices = sorted.flatMap(([start], index): Splice[] => {
      const [end] = sorted[index + 1] ?? [];
      return index % 2 === 0 && end !== undefined ? [{ start, end, text: sorted[index]?.[1] ?? "" }] : [];
    });
    return { text, splices };
  }),
);

describe("unifiedDiff", () => {
  it("gives what makes the edited text of the old one", () => {
    fc.assert(
      fc.property(changed, ({ text, splices }) => {
        const diff = unifiedDiff("file", text, splices);
        const edited = after(text, splices);
        expect(diff === "").toBe(edited === text);
        expect(diff === "" ? text : applyPatch(text, diff, { fuzzFactor: 0 })).toBe(edited);
      }),
      { numRuns: 1000 },
    );
  });

  it("is empty where what splices take and give cancels out", () => {
    const splices: Splice[] = [
      { start: 0, end: 2, text: "" },
      { start: 5, end: 6, text: "\na\n" },
    ];
    expect(unifiedDiff("file", "a\na\na\nc", splices)).toBe("");
  });

  it("shows three lines around a change, and the end of a file without a line break", () => {
    const text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10";
    const splices: Splice[] = [
      { start: 0, end: 0, text: "0\n" },
      { start: 16, end: 20, text: "x" },
    ];
    expect(unifiedDiff("a b", text, splices).split("\n")).toEqual([
      "--- a b\t",
      "+++ a b\t",
      "@@ -1,3 +1,4 @@",
      "+0",
      " 1",
      " 2",
      " 3",
      "@@ -6,5 +7,4 @@",
      " 6",
      " 7",
      " 8",
      "-9",
      "-10",
      "\\ No newline at end of file",
      "+x",
      "\\ No newline at end of file",
      "",
    ]);
  });

  it.each([
    ["a b", "a b\t"],
    [" a", '" a"'],
    ["a ", '"a "'],
    ['a"b', '"a\\042b"'],
    ["a\\b", '"a\\134b"'],
    ["a\nb", '"a\\012b"'],
    ["a\x1bb", '"a\\033b"'],
    ["é", "é"],
  ])("names the file %j in the way that patch reads", (name, label) => {
    const diff = unifiedDiff(name, "old\n", [{ start: 0, end: 3, text: "new" }]);
    expect(diff).toBe(`--- ${label}\n+++ ${label}\n@@ -1,1 +1,1 @@\n-old\n+new\n`);
  });

  it("compares a hundred thousand changed lines in no more than a few steps each", () => {
    const line = (letter: string, index: number): string => `${letter}${index}\n`;
    const old = Array.from({ length: 100_000 }, (_, index) => line("a", index)).join("");
    const added = Array.from({ length: 100_000 }, (_, index) => line("b", index)).join("");
    const diff = unifiedDiff("file", old, [{ start: 0, end: old.length, text: added }]);
    expect(diff.split("\n").slice(2, 4)).toEqual(["@@ -1,100000 +1,100000 @@", "-a0"]);
  });

  it("splices one long line in ten thousand places", () => {
    const text = `[${Array.from({ length: 10_000 }, () => "1,").join("")}1]`;
    const splices = Array.from({ length: 10_000 }, (_, index) => ({
      start: 1 + 2 * index,
      end: 2 + 2 * index,
      text: "2",
    }));
    const diff = unifiedDiff("file", text, splices);
    expect(diff).toContain(`+[${"2,".repeat(10_000)}1]`);
  });
});
