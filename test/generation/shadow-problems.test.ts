import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Spec } from "../../src/cdi/spec.ts";
import type { Generation } from "../../src/generation/generation.ts";
import { shadowProblems } from "../../src/generation/shadow-problems.ts";
import { writeGeneration } from "../../src/generation/write-generation.ts";
import { markOwner } from "../../src/generators/owner.ts";
import { specText, temporaryDirectory } from "../registry/directories.ts";

const kind = "serial.dev/port";
const device = (name: string) => ({ name, containerEdits: { env: ["A=1"] } });
const bare: Spec = { cdiVersion: "0.6.0", kind, devices: ["a", "b"].map(device) };
const generation: Generation = { name: "serial", kind, spec: markOwner(bare, "serial"), problems: [] };

/** What is said of a file with these devices beside the generated one, which has `a` and `b`. */
async function said(devices: readonly string[], where: "below" | "beside", ofKind = kind) {
  const [low, high] = [temporaryDirectory(), temporaryDirectory()];
  await writeGeneration(generation, high, "yaml");
  const path = join(where === "below" ? low : high, "old.json");
  writeFileSync(path, specText(ofKind, devices));
  const own = join(high, "serial.dev-port.yaml");
  const problems = await shadowProblems(generation, [low, high]);
  return problems.map((problem) => ({
    ...problem,
    isAt: problem.path === path,
    message: problem.message.replace(own, "OWN"),
  }));
}

it("a file of a lower directory is told of as left over, with what still comes from it", async () => {
  expect(await said(["a", "old"], "below")).toMatchObject([
    {
      code: "shadowed-spec",
      isAt: true,
      devices: ["serial.dev/port=a"],
      message:
        "Left over: the generated OWN takes the place of serial.dev/port=a; serial.dev/port=old still come from here; remove the file if it is not needed",
    },
  ]);
});

it("a file of the same directory is an error, for no runtime has the device then", async () => {
  expect(await said(["b"], "beside")).toMatchObject([
    {
      code: "conflict",
      severity: "error",
      isAt: true,
      message: "No runtime has serial.dev/port=b: defined here and in the generated OWN; remove one of the files",
    },
  ]);
});

it("a file of a later directory is told of as hiding the generated one", async () => {
  const [low, high] = [temporaryDirectory(), temporaryDirectory()];
  await writeGeneration(generation, high, "yaml");
  writeFileSync(join(low, "other.json"), specText(kind, ["a"]));
  expect(await shadowProblems(generation, [high, low])).toEqual([]);
});

it.each([
  ["other devices of the kind", ["c"], kind],
  ["devices of another kind", ["a"], "other.dev/port"],
])("nothing is said of %s", async (_, devices, ofKind) => {
  expect(await said(devices, "below", ofKind)).toEqual([]);
  expect(await said(devices, "beside", ofKind)).toEqual([]);
});

it("nothing is said where nothing was generated", async () => {
  const dir = temporaryDirectory();
  writeFileSync(join(dir, "other.json"), specText(kind, ["a"]));
  expect(await shadowProblems(generation, [dir])).toEqual([]);
});
