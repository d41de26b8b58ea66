import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InsideResolver } from "../../src/host/resolve-inside.ts";
import { temporaryDirectory } from "../registry/directories.ts";

describe.each([false, true])("a path inside a root (remembering: %s)", (remember) => {
  it("may have more names than there can be, which lead nowhere", () => {
    const resolver = new InsideResolver(temporaryDirectory(), { remember });
    expect(resolver.resolve("/a".repeat(100_000))).toEqual({ missing: "name too long" });
    expect(resolver.resolve("/a/..".repeat(100_000))).toHaveProperty("missing");
    expect(resolver.resolve("/".repeat(100_000))).toHaveProperty("mode");
    expect(resolver.resolve("/a".repeat(2000))).toEqual({ missing: "no such file or directory" });
  });

  it("may lead through links to more of the same", () => {
    const root = temporaryDirectory();
    const onward = "/../d".repeat(400);
    mkdirSync(join(root, "d"));
    for (let index = 0; index < 38; index++) symlinkSync(`/l${index + 1}${onward}`, join(root, `l${index}`));
    mkdirSync(join(root, "l38"));
    const resolver = new InsideResolver(root, { remember });
    expect(resolver.resolve(`/l37${onward}`)).toEqual({ path: "/d", mode: expect.any(Number) });
    expect(resolver.resolve(`/l0${onward}`)).toEqual({ missing: "name too long" });
    expect(resolver.resolve("/l38")).toHaveProperty("mode");
  });
});
