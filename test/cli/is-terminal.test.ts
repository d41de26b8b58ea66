import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isTerminal } from "../../src/cli/is-terminal.ts";
import { temporaryDirectory } from "../registry/directories.ts";

function isTerminalAt(path: string, flags: string): boolean {
  const descriptor = openSync(path, flags);
  try {
    return isTerminal(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

describe("a terminal", () => {
  it("is what /dev/ptmx is, and not every character device", () => {
    expect(isTerminalAt("/dev/ptmx", "r+")).toBe(true);
    expect(isTerminalAt("/dev/null", "r")).toBe(false);
  });

  it("is no file and no directory", () => {
    const directory = temporaryDirectory();
    expect(isTerminalAt(join(directory, "file"), "w")).toBe(false);
    expect(isTerminalAt(directory, "r")).toBe(false);
  });
});
