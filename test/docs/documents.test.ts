import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CdiClient } from "../../src/client/cdi-client.ts";
import { until } from "../registry/until.ts";

it("what documents repeat from the code is up to date: outputs in README.md and the problem codes", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/update-docs.mjs", "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

describe("the examples of docs/library.md", () => {
  const blocks = [...readFileSync("docs/library.md", "utf8").matchAll(/## ([^\n]*)\n.*?```ts\n(.*?)```/gs)];

  it("are there", () => {
    expect(blocks.length).toBeGreaterThan(4);
  });

  const socket = join(mkdtempSync(join(tmpdir(), "cdi-docs-")), "cdi.sock");
  let service: ChildProcess;

  beforeAll(async () => {
    const argv = ["dist/cli/cdictl.cjs", "serve", "--listen", `unix:${socket}`, "-d", "specs/default"];
    service = spawn(process.execPath, argv, { stdio: "ignore" });
    const client = new CdiClient(`unix:${socket}`);
    await until(() => client.ready().catch(() => false));
  });

  afterAll(() => {
    service.kill();
    rmSync(dirname(socket), { recursive: true });
  });

  it.each(blocks.map(([, title = "", code = ""]) => ({ title, code })))(
    "run and print what they say: $title",
    ({ code }) => {
      const expected = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, output]) => output);
      const dir = mkdtempSync(join(process.cwd(), "dist", "example-"));
      try {
        const preamble = `const [directory, server] = ${JSON.stringify([`${dir}/specs`, `unix:${socket}`])};\n`;
        writeFileSync(`${dir}/example.mjs`, preamble + transformSync(code, { loader: "ts" }).code);
        const { stdout, stderr } = spawnSync(process.execPath, [`${dir}/example.mjs`], { encoding: "utf8" });
        expect({ stderr, output: stdout.trimEnd().split("\n") }).toEqual({ stderr: "", output: expected });
      } finally {
        rmSync(dir, { recursive: true });
      }
    },
  );
});
