import { describe, expect, it } from "vitest";
import { writeFiles } from "../../registry/directories.ts";
import { cdictl } from "../command-line.ts";
import { useSamples } from "../use-samples.ts";

const samples = useSamples();

describe("validate", () => {
  it("prints a line for each problem and fails on errors", async () => {
    const { status, stdout } = await cdictl(["validate", ...samples.dirs]);
    expect(status).toBe(1);
    expect(stdout).toContain(`${samples.root}/low/bad.yaml:3:10: error wrong-type: `);
    expect(stdout.match(/error conflict/g)).toHaveLength(2);
  });

  it("is silent where all is well", async () => {
    expect(await cdictl(["validate", `${samples.root}/high/gpu.json`])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(await cdictl(["validate", "-d", `${samples.root}/no-such-directory`])).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });

  it("lets warnings pass, but not with --strict", async () => {
    writeFiles(samples.root, {
      "w.yaml": "cdiVersion: 1.1.0\nkind: a.b/c\ndevices: [{name: d, containerEdits: {env: [A=1]}}]\n",
    });
    const lenient = await cdictl(["validate", `${samples.root}/w.yaml`]);
    expect(lenient).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`${samples.root}/w.yaml:1:13: warning version-higher-than-needed: `),
    });
    expect((await cdictl(["--strict", "validate", `${samples.root}/w.yaml`])).status).toBe(1);
  });

  it("gives problems as JSON", async () => {
    const { stdout } = await cdictl([
      "validate",
      "--format",
      "json",
      `${samples.root}/low/bad.yaml`,
      `${samples.root}/gone.yaml`,
    ]);
    expect(JSON.parse(stdout)).toEqual([
      {
        code: "wrong-type",
        severity: "error",
        message: expect.any(String),
        path: `${samples.root}/low/bad.yaml`,
        line: 3,
        column: 10,
      },
      { code: "unreadable-file", severity: "error", message: expect.any(String), path: `${samples.root}/gone.yaml` },
    ]);
  });

  it("reads standard input for -, whose problems have that path", async () => {
    const stdin = "cdiVersion: 0.5.0\nkind: vendor.com/bad\ndevices: 5\n";
    const { status, stdout } = await cdictl(["validate", "-"], { stdin });
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining("-:3:10: error wrong-type: ") });
    const { stdout: json } = await cdictl(["validate", "--format", "json", `${samples.root}/high/gpu.json`, "-"], {
      stdin,
    });
    expect(JSON.parse(json)).toMatchObject([{ code: "wrong-type", path: "-", line: 3, column: 10 }]);
  });

  it("tells doubts about standard input, its encoding and its size", async () => {
    const stdin = "cdiVersion: 1.1.0\nkind: a.b/c\ndevices: [{name: d, containerEdits: {env: [A=1]}}]\n";
    expect((await cdictl(["validate", "-"], { stdin })).stdout).toMatch(
      /^-:1:13: warning version-higher-than-needed: /,
    );
    const latin = { readStdin: () => Buffer.from("kind: \xe9", "latin1") };
    expect((await cdictl(["validate", "-"], latin)).stdout).toMatch(/^-: error invalid-encoding: .* UTF-8 or UTF-16 /);
    const endless = { readStdin: () => undefined };
    expect((await cdictl(["validate", "-"], endless)).stdout).toMatch(/^-: error file-too-large: /);
  });

  it("takes a path that cannot be looked at for a file that cannot be read", async () => {
    const { status, stdout } = await cdictl(["validate", `${samples.root}/${"x".repeat(300)}`]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining("error unreadable-file: ") });
  });
});
