import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tracePath } from "../../../src/registry/watch/trace-path.ts";
import { temporaryDirectory, writeFiles } from "../directories.ts";

/** The steps of a path below a directory, as `dir name` with the directory cut off. */
function stepsBelow(root: string, path: string): { steps: string[]; end: string | undefined } {
  const { steps, end } = tracePath(path);
  const all = [...steps].flatMap(([dir, names]) => [...names].map((name) => `${dir}/${name}`));
  const below = all.filter((step) => step.startsWith(`${root}/`)).map((step) => step.slice(root.length + 1));
  return { steps: below.sort(), end: end?.slice(root.length + 1) };
}

describe("tracePath", () => {
  it("goes through directories and links, and names all that the way depends on", () => {
    const root = temporaryDirectory();
    writeFiles(root, { "real/run/cdi/x.json": "" });
    symlinkSync(join(root, "real"), join(root, "var"));
    symlinkSync("../real/run", join(root, "real/link"));
    expect(stepsBelow(root, join(root, "var/link/cdi"))).toEqual({
      steps: ["real", "real/link", "real/run", "real/run/cdi", "var"],
      end: "real/run/cdi",
    });
  });

  it("stops where the way breaks off", () => {
    const root = temporaryDirectory();
    writeFiles(root, { file: "" });
    symlinkSync("b", join(root, "a"));
    symlinkSync("a", join(root, "b"));
    expect(stepsBelow(root, join(root, "none/cdi"))).toEqual({ steps: ["none"], end: undefined });
    expect(stepsBelow(root, join(root, "file/cdi"))).toEqual({ steps: ["file", "file/cdi"], end: undefined });
    expect(stepsBelow(root, join(root, "a/cdi"))).toEqual({ steps: ["a", "b"], end: undefined });
  });

  it("has another fingerprint once a part of the way is another", () => {
    const root = temporaryDirectory();
    const path = join(root, "a/b");
    const prints = [tracePath(path).fingerprint];
    mkdirSync(path, { recursive: true });
    prints.push(tracePath(path).fingerprint);
    expect(tracePath(path).fingerprint).toBe(prints[1]);
    rmSync(join(root, "a"), { recursive: true });
    mkdirSync(join(root, "c/b"), { recursive: true });
    symlinkSync("c", join(root, "a"));
    prints.push(tracePath(path).fingerprint);
    expect(new Set(prints).size).toBe(3);
  });
});
