import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PartReader } from "../../../src/host/read-parts.ts";
import { readProgramHead } from "../../../src/preflight/hooks/program-head.ts";
import { elfBytes } from "./elf-text.ts";

const reader =
  (bytes: Buffer): PartReader =>
  (offset, length) =>
    bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length));
const headOf = (content: string | Buffer) => readProgramHead(reader(Buffer.from(content)));

describe("the first line of a script", () => {
  it.each([
    ["#!/bin/sh", "/bin/sh", ""],
    ["#! /bin/sh -e\n", "/bin/sh", "-e"],
    ["#!\t/usr/bin/env python3 -u \t\nrest", "/usr/bin/env", "python3 -u"],
    ["#!/bin/sh\r\n", "/bin/sh\r", ""],
    ["#!sh\n", "sh", ""],
    [`#!/bin/sh ${"a".repeat(300)}\n`, "/bin/sh", "a".repeat(246)],
  ])("%j names an interpreter", (text, interpreter, argument) => {
    expect(headOf(text)).toEqual({ format: "script", interpreter, argument });
  });

  it.each(["#!", "#!\n/bin/sh", "#! \t\n", " #!/bin/sh", `#!/${"a".repeat(300)}`, "echo"])("%j names none", (text) => {
    expect(headOf(text)).toEqual({ format: "text" });
  });
});

describe("a file that is no script", () => {
  it("is a program with a loader or without, of either class and order of bytes", () => {
    for (const [isWide, isLittle] of [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ] as const) {
      const parts = { machine: 62, isWide, isLittle };
      expect(headOf(elfBytes(parts))).toEqual({ format: "elf", machine: 62, loader: undefined });
      expect(headOf(elfBytes({ ...parts, loader: "/lib/ld.so" }))).toMatchObject({ loader: "/lib/ld.so" });
    }
  });

  it("is nothing that starts otherwise", () => {
    expect(headOf("")).toEqual({ format: "empty" });
    expect(headOf("\0\0")).toEqual({ format: "binary" });
    expect(headOf("\x7fELF")).toEqual({ format: "elf", machine: undefined, loader: undefined });
  });

  it("is read without fail, and in small parts, whatever is in it", () => {
    const start = fc
      .constantFrom("", "#!", "\x7fELF\x02\x01", "\x7fELF\x01\x02")
      .map((text) => Buffer.from(text, "latin1"));
    const whole = fc.record({ start, rest: fc.uint8Array({ maxLength: 600 }) }).map(({ start: first, rest }) => {
      return Buffer.concat([first, rest]);
    });
    const changed = fc.record({ at: fc.nat(120), byte: fc.nat(255) }).map(({ at, byte }) => {
      const bytes = elfBytes({ machine: 62, loader: "/lib/ld.so" });
      bytes[at] = byte;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(whole, changed), (bytes) => {
        const read = reader(bytes);
        const head = readProgramHead((offset, length) => {
          expect(length).toBeLessThanOrEqual(65_536);
          expect(Number.isSafeInteger(offset) && offset >= 0).toBe(true);
          return read(offset, length);
        });
        if (head.format === "script") expect(head.interpreter).toMatch(/^[^ \t\n\0]+$/);
      }),
      { numRuns: 2000 },
    );
  });
});
