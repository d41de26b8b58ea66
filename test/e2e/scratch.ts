import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

export interface Scratch {
  path(...parts: string[]): string;
}

/** A folder of a test file's own, there from its first test to its last. */
export function useScratch(): Scratch {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "cdictl-e2e-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return { path: (...parts) => join(folder, ...parts) };
}
