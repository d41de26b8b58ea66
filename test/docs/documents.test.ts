import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";

it("what documents repeat from the code is up to date: outputs in README.md and the problem codes", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/update-docs.mjs", "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

describe("the examples of docs/library.md", () => {
  const blocks = [...readFileSync("docs/library.md", "utf8").matchAll(/## ([^\n]*)\n.*?```ts\n(.*?)```/gs)];

  it("are there", () => {
    expect(blocks.length).toBeGreaterThan(4);
  });

  it.each(blocks.map(([, title = "", code = ""]) => ({ title, code })))(
    "run and print what they say: $title",
    ({ code }) => {
      const expected = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, output]) => output);
      const dir = mkdtempSync(join(process.cwd(), "dist", "example-"));
      try {
        const preamble = `const directory = ${JSON.stringify(`${dir}/specs`)};\n`;
        writeFileSync(`${dir}/example.mjs`, preamble + transformSync(code, { loader: "ts" }).code);
        const { stdout, stderr } = spawnSync(process.execPath, [`${dir}/example.mjs`], { encoding: "utf8" });
        expect({ stderr, output: stdout.trimEnd().split("\n") }).toEqual({ stderr: "", output: expected });
      } finally {
        rmSync(dir, { recursive: true });
      }
    },
  );
});
