import { readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cdictl, refusal } from "../command-line.ts";
import { injected, oci, useSamples } from "../use-samples.ts";

const samples = useSamples();

describe("inject", () => {
  it("prints the document with the edits in its own layout", async () => {
    expect(await cdictl(["inject", samples.ociFile(), "vendor.com/gpu=0", ...samples.dirs])).toEqual({
      status: 0,
      stdout: injected,
      stderr: "",
    });
  });

  it("takes a bundle directory, standard input and a pattern", async () => {
    samples.ociFile();
    expect((await cdictl(["inject", `${samples.root}/bundle`, "vendor.com/gpu=0", ...samples.dirs])).stdout).toBe(
      injected,
    );
    expect((await cdictl(["inject", "-", "vendor.com/gpu=0", ...samples.dirs], { stdin: oci })).stdout).toBe(injected);
    expect((await cdictl(["inject", "-", "vendor.com/gpu=*", ...samples.dirs], { stdin: oci })).stdout).toContain(
      "GPU=low1",
    );
  });

  it("replaces the input with --in-place, keeping its mode and a link to it", async () => {
    const path = samples.ociFile();
    symlinkSync(path, `${samples.root}/link.json`);
    expect(
      await cdictl(["inject", "--in-place", `${samples.root}/link.json`, "vendor.com/gpu=0", ...samples.dirs]),
    ).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
    expect(readFileSync(path, "utf8")).toBe(injected);
    expect(statSync(`${samples.root}/link.json`).ino).toBe(statSync(path).ino);
  });

  it("writes to --output", async () => {
    const outcome = await cdictl([
      "inject",
      samples.ociFile(),
      "vendor.com/gpu=0",
      "-o",
      `${samples.root}/out.json`,
      ...samples.dirs,
    ]);
    expect(outcome).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(`${samples.root}/out.json`, "utf8")).toBe(injected);
  });

  it("shows only the edits with --diff and --patch", async () => {
    const diff = await cdictl(["inject", "--diff", samples.ociFile(), "vendor.com/gpu=0", ...samples.dirs]);
    expect(diff.stdout.split("\n").filter((line) => /^[-+][^-+]/.test(line))).toEqual([
      '-    "env": ["A=1"]',
      '+    "env": ["A=1", "SPEC=high", "GPU=high"]',
    ]);
    const patch = await cdictl(["inject", "--patch", samples.ociFile(), "vendor.com/gpu=0", ...samples.dirs]);
    expect(JSON.parse(patch.stdout)).toEqual([
      { op: "add", path: "/process/env/-", value: "SPEC=high" },
      { op: "add", path: "/process/env/-", value: "GPU=high" },
    ]);
  });

  it.each([
    ["vendor.com/gpu=9", "unknown-device"],
    ["vendor.com/net=0", "unknown-class"],
    ["other.com/gpu=0", "unknown-vendor"],
    ["vendor.com/gpu=clash", "conflict"],
    ["vendor.com/bad=0", "invalid-spec"],
    ["gpu0", "malformed-name"],
    ["vendor.com/gpu=x*", "unknown-device"],
  ])("refuses %s as %s with nothing on standard output, and leaves files alone", async (name, code) => {
    const path = samples.ociFile();
    const outcome = refusal(await cdictl(["inject", "--in-place", path, "vendor.com/gpu=1", name, ...samples.dirs]));
    expect(outcome.stderr).toContain(`error ${code}: `);
    expect(readFileSync(path, "utf8")).toBe(oci);
  });

  it("gives problems as JSON on standard error", async () => {
    const { stderr } = refusal(
      await cdictl(["inject", samples.ociFile(), "vendor.com/gpu=9", "--format", "json", ...samples.dirs]),
    );
    expect(JSON.parse(stderr)).toEqual([
      { code: "unknown-device", severity: "error", message: expect.any(String), devices: ["vendor.com/gpu=9"] },
    ]);
  });

  it.each([
    ["", "invalid-oci-syntax"],
    ["[]", "invalid-oci-document"],
    ["{", "invalid-oci-syntax"],
    ['{"process": 1}', "invalid-oci-document"],
  ])("refuses %j as an OCI document", async (text, code) => {
    expect(
      refusal(await cdictl(["inject", "-", "vendor.com/gpu=0", ...samples.dirs], { stdin: text })).stderr,
    ).toContain(code);
  });

  it("refuses a document that is not UTF-8, one that is missing, and one that cannot be written", async () => {
    writeFileSync(`${samples.root}/latin.json`, Buffer.from('{"a":"\xe9"}', "latin1"));
    expect(
      refusal(await cdictl(["inject", `${samples.root}/latin.json`, "vendor.com/gpu=0", ...samples.dirs])).stderr,
    ).toContain("invalid-encoding");
    expect(
      refusal(await cdictl(["inject", `${samples.root}/none.json`, "vendor.com/gpu=0", ...samples.dirs])).stderr,
    ).toContain("unreadable-file");
    const output = await cdictl([
      "inject",
      samples.ociFile(),
      "vendor.com/gpu=0",
      "-o",
      `${samples.root}/no/such/dir.json`,
      ...samples.dirs,
    ]);
    expect(refusal(output).stderr).toContain("unwritable-file");
  });
});
