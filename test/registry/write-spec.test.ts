import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Spec } from "../../src/cdi/spec.ts";
import { specFileName, transientSpecFileName, withSpecFileEnding } from "../../src/cdi/spec-file-names.ts";
import { inspectDirectories } from "../../src/registry/load-snapshot.ts";
import { removeSpec, writeSpec } from "../../src/registry/write-spec.ts";
import { conformanceCases, type HelperCases } from "../conformance/cases.ts";
import { temporaryDirectory } from "./directories.ts";
import { asOrdinaryUser } from "./ordinary-user.ts";

const spec: Spec = {
  cdiVersion: "0.3.0",
  kind: "vendor.com/gpu",
  devices: [{ name: "gpu0", containerEdits: { env: ["A=1: #'\"\\"], deviceNodes: [{ path: "/dev/null" }] } }],
};

describe("names of spec files", () => {
  it.each(conformanceCases<HelperCases>("helpers").specFileName)("are the reference's: $name", (entry) => {
    const { vendor, class: className, transientId, name } = entry;
    const made =
      transientId === null ? specFileName(vendor, className) : transientSpecFileName(vendor, className, transientId);
    expect(made).toBe(name);
  });

  it.each([
    ["x", "x.yaml"],
    ["x.json", "x.json"],
    ["x.yaml", "x.yaml"],
    ["x.yml", "x.yml.yaml"],
    ["x.y", "x.y.yaml"],
    ["x.JSON", "x.JSON.yaml"],
    ["", ".yaml"],
  ])("%j get an ending that runtimes load: %j", (name, whole) => {
    expect(withSpecFileEnding(name)).toBe(whole);
  });
});

describe("writeSpec", () => {
  it.each([
    [{}, "vendor.com-gpu.yaml"],
    [{ format: "json" } as const, "vendor.com-gpu.json"],
    [{ transientId: "a/b" }, "vendor.com-gpu_a_b.yaml"],
    [{ name: "mine" }, "mine.yaml"],
    [{ name: "mine.yml" }, "mine.yml.yaml"],
    [{ name: "mine.json", format: "yaml" } as const, "mine.json"],
  ])("with %j writes %s, without a doubt about it", async (options, name) => {
    const dir = join(temporaryDirectory(), "made/on/the/way");
    const path = join(dir, name);
    expect(writeSpec(dir, spec, options)).toEqual({ path });
    expect(readdirSync(dir)).toEqual([name]);
    expect(statSync(path).mode & 0o7777).toBe(0o644);
    expect(statSync(dir).mode & 0o7777).toBe(0o755);
    const snapshot = await inspectDirectories([dir]);
    expect(snapshot.problems()).toEqual([]);
    expect([...snapshot.specs()][0]?.spec).toEqual(spec);
  });

  it("replaces what was there, whatever its permissions were", () => {
    const dir = temporaryDirectory();
    writeFileSync(join(dir, "vendor.com-gpu.yaml"), "old", { mode: 0o600 });
    writeSpec(dir, spec);
    expect(readFileSync(join(dir, "vendor.com-gpu.yaml"), "utf8")).toContain("gpu0");
    expect(statSync(join(dir, "vendor.com-gpu.yaml")).mode & 0o7777).toBe(0o644);
  });

  it("writes nothing that runtimes would refuse", () => {
    const dir = join(temporaryDirectory(), "cdi");
    expect(writeSpec(dir, { ...spec, cdiVersion: "0.2.5", devices: [] })).toMatchObject({
      problems: [{ code: "invalid-version" }, { code: "no-devices" }],
    });
    const misspelt = { ...spec, anotations: {} };
    expect(writeSpec(dir, misspelt)).toMatchObject({ problems: [{ code: "wrong-type" }] });
    expect(() => readdirSync(dir)).toThrow("ENOENT");
  });

  it("refuses a name with a slash, and says what keeps it from writing", async () => {
    await asOrdinaryUser(async () => {
      const dir = temporaryDirectory();
      const refused = { problems: [{ code: "unwritable-file" }] };
      expect(writeSpec(dir, spec, { name: "../x" })).toMatchObject(refused);
      expect(writeSpec(dir, spec, { name: "x".repeat(300) })).toMatchObject(refused);
      expect(writeSpec(dir, spec, { transientId: "a\0b" })).toMatchObject(refused);
      expect(writeSpec("/dev/null/cdi", spec)).toMatchObject(refused);
      mkdirSync(join(dir, "locked"));
      chmodSync(join(dir, "locked"), 0o555);
      expect(writeSpec(join(dir, "locked"), spec)).toMatchObject(refused);
      expect(readdirSync(dir)).toEqual(["locked"]);
    });
  });
});

describe("a name", () => {
  it.each(["", ".", "..", "...", ".json", "..yaml", "...json"])("of nothing but dots, %j, is refused", (name) => {
    const dir = temporaryDirectory();
    const refusal = { code: "unwritable-file", message: expect.stringContaining("nothing but dots") };
    expect(writeSpec(dir, spec, { name })).toMatchObject({ problems: [refusal] });
    expect(removeSpec(dir, name)).toMatchObject(refusal);
    expect(readdirSync(dir)).toEqual([]);
  });

  it("may start with dots", () => {
    const dir = temporaryDirectory();
    expect(writeSpec(dir, spec, { name: "..a" })).toEqual({ path: join(dir, "..a.yaml") });
  });
});

describe("removeSpec", () => {
  it("removes what was written under the name, and has no problem with what is not there", () => {
    const dir = temporaryDirectory();
    writeSpec(dir, spec, { name: "mine" });
    writeSpec(dir, spec, { name: "mine", format: "json" });
    expect(removeSpec(dir, "mine")).toBeUndefined();
    expect(readdirSync(dir)).toEqual(["mine.json"]);
    expect(removeSpec(dir, "mine", "json")).toBeUndefined();
    expect(removeSpec(dir, "mine.json")).toBeUndefined();
    expect(removeSpec(join(dir, "none"), "mine")).toBeUndefined();
  });

  it("says what keeps it from removing", () => {
    const dir = temporaryDirectory();
    mkdirSync(join(dir, "mine.yaml"));
    symlinkSync("mine.yaml", join(dir, "link.yaml"));
    expect(removeSpec(dir, "mine")).toMatchObject({ code: "unwritable-file" });
    expect(removeSpec(dir, "a/b")).toMatchObject({ code: "unwritable-file" });
    expect(removeSpec(dir, "link")).toBeUndefined();
  });
});
