import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Spec } from "../../src/cdi/spec.ts";
import { writeSpec } from "../../src/registry/write-spec.ts";
import { temporaryDirectory } from "./directories.ts";

const spec: Spec = { cdiVersion: "0.5.0", kind: "v.com/c", devices: [{ name: "a", containerEdits: { env: ["A=1"] } }] };

describe("writeSpec makes the directory", () => {
  it.each(["made/for/it", "made/./for/../it/", "there/and/more", "link/more"])("%s", (path) => {
    const root = temporaryDirectory();
    mkdirSync(join(root, "there"));
    symlinkSync("there", join(root, "link"));
    expect(writeSpec(`${root}/${path}`, spec)).toEqual({ path: join(root, path, "v.com-c.yaml") });
    expect(statSync(join(root, path)).mode & 0o022).toBe(0);
  });

  it.each(["/proc/x", "/proc/x/y/z"])("or says once why it cannot, and ends: %s", (dir) => {
    expect(writeSpec(dir, spec)).toMatchObject({
      problems: [{ code: "unwritable-file", path: dir, message: expect.stringMatching(/^Cannot make directory: /) }],
    });
  });

  it.each(["file", "file/below", "nowhere", "nowhere/below"])("or says what is in the way: %s", (path) => {
    const root = temporaryDirectory();
    writeFileSync(join(root, "file"), "");
    symlinkSync("missing", join(root, "nowhere"));
    const dir = join(root, path);
    expect(writeSpec(dir, spec)).toMatchObject({ problems: [{ code: "unwritable-file", path: dir }] });
    expect(existsSync(join(root, "missing"))).toBe(false);
  });
});
