import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import type { SpecDirCase } from "../conformance/cases.ts";

const made: string[] = [];

afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** An empty directory that is gone after the test. */
export function temporaryDirectory(): string {
  const dir = mkdtempSync(join(tmpdir(), "cdi-registry-"));
  made.push(dir);
  return dir;
}

/** Writes files under a directory, making the directories on the way. */
export function writeFiles(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Writes files as if long ago, so that nobody takes a bad one for one that is still being written, and waits for it. */
export function writeOldFiles(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  writeFiles(root, files);
  for (const name of Object.keys(files)) utimesSync(join(root, name), 1, 1);
}

/** Writes the spec directories of a conformance case; their paths in order. */
export function writeSpecDirs(root: string, dirs: readonly SpecDirCase[]): string[] {
  return dirs.map(({ dir, files }) => {
    const path = join(root, dir);
    mkdirSync(path, { recursive: true });
    writeOldFiles(path, files);
    return path;
  });
}

/** A valid spec in which each device sets an environment variable. */
export function specText(kind: string, devices: readonly string[], mark = "1"): string {
  const list = devices.map((name) => ({ name, containerEdits: { env: [`DEVICE=${kind}=${name} ${mark}`] } }));
  return JSON.stringify({ cdiVersion: "0.5.0", kind, devices: list });
}
