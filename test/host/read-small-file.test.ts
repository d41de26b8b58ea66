import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readSmallFile } from "../../src/host/read-small-file.ts";
import { temporaryDirectory, writeFiles } from "../registry/directories.ts";

const scratch = Buffer.alloc(101);

it("a file is read up to the limit, whatever size it says it has", () => {
  const dir = temporaryDirectory();
  writeFiles(dir, { small: "text\n", large: "x".repeat(100), larger: "x".repeat(101) });
  expect(readSmallFile(join(dir, "small"), 100, scratch)).toBe("text\n");
  expect(readSmallFile(join(dir, "large"), 100, scratch)).toBe("x".repeat(100));
  expect(readSmallFile(join(dir, "large"), 99, scratch)).toBeUndefined();
  expect(readSmallFile(join(dir, "larger"), 100, scratch)).toBeUndefined();
  expect(readSmallFile("/proc/sys/kernel/ostype", 100, scratch)).toBe("Linux\n");
});

it("what has taken the place of a file since the look at it keeps nobody waiting", () => {
  const fifo = join(temporaryDirectory(), "fifo");
  execFileSync("mkfifo", [fifo]);
  expect(readSmallFile(fifo, 100, scratch)).toBe("");
  expect(readSmallFile("/dev/zero", 100, scratch)).toBeUndefined();
});
