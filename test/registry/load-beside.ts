import { expect } from "vitest";
import { loadSnapshot } from "../../src/registry/load-snapshot.ts";
import type { Snapshot } from "../../src/registry/snapshot.ts";
import { specText, temporaryDirectory, writeFiles } from "./directories.ts";

/** The text of a spec with one device, `vendor.com/gpu=0`. */
export const goodSpec = specText("vendor.com/gpu", ["0"]);

export function deviceNames(snapshot: Snapshot): string[] {
  return Array.from(snapshot.devices(), ({ name }) => name);
}

/** A directory with one good spec and whatever the test adds; what loading it yields. */
export async function loadBeside(
  add: (dir: string) => void,
): Promise<{ dir: string; snapshot: Snapshot; found: unknown[] }> {
  const dir = temporaryDirectory();
  writeFiles(dir, { "good.json": goodSpec });
  add(dir);
  const snapshot = await loadSnapshot([dir]);
  expect(deviceNames(snapshot)).toContain("vendor.com/gpu=0");
  return { dir, snapshot, found: snapshot.problems().map(({ code, path }) => [code, path?.slice(dir.length + 1)]) };
}
