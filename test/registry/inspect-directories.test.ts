import { chmodSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectPath } from "../../src/registry/inspect-spec-file.ts";
import { inspectDirectories, loadSnapshot } from "../../src/registry/load-snapshot.ts";
import { specText, temporaryDirectory, writeFiles } from "./directories.ts";
import { goodSpec } from "./load-beside.ts";

describe("inspectDirectories adds doubts", () => {
  it("about files, their names and their content", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, {
      "a.json": goodSpec.replace("0.5.0", "1.0.0"),
      "b.yml": goodSpec,
      "c.JSON": goodSpec,
      "d.json": specText("vendor.com/nic", ["0"]).replace("0.5.0", "0.3.0").replace('"0"', '"x"'),
      "e.json": "{",
    });
    chmodSync(join(dir, "d.json"), 0o640);
    expect((await loadSnapshot([dir])).problems().map(({ code }) => code)).toEqual(["invalid-syntax"]);
    const found = (await inspectDirectories([dir])).problems();
    expect(found.map(({ code, path }) => [code, path?.slice(dir.length + 1)])).toEqual([
      ["unused-extension", "b.yml"],
      ["unused-extension", "c.JSON"],
      ["version-higher-than-needed", "a.json"],
      ["not-world-readable", "d.json"],
      ["invalid-syntax", "e.json"],
    ]);
  });

  it("of one file, wherever it is", async () => {
    const dir = temporaryDirectory();
    writeFiles(dir, { "spec.txt": goodSpec.replace("0.5.0", "0.8.0") });
    expect(await inspectPath(join(dir, "spec.txt"))).toMatchObject([{ code: "version-higher-than-needed" }]);
    unlinkSync(join(dir, "spec.txt"));
    expect(await inspectPath(join(dir, "spec.txt"))).toMatchObject([{ code: "unreadable-file" }]);
  });
});
