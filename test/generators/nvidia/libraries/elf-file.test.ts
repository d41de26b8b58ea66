import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readElfFile } from "../../../../src/generators/nvidia/libraries/elf-file.ts";
import type { PartReader } from "../../../../src/host/read-parts.ts";
import { elfBytes } from "./elf-bytes.ts";

function reading(bytes: Buffer): { read: PartReader; asked: number[] } {
  const asked: number[] = [];
  const read: PartReader = (offset, length) => {
    asked.push(length);
    return bytes.subarray(offset, offset + length);
  };
  return { read, asked };
}

describe("readElfFile", () => {
  it.each([
    [64, 62],
    [64, 183],
    [32, 3],
  ] as const)("reads the name of a library of %i bits for machine %i", (bits, machine) => {
    const { read } = reading(elfBytes({ bits, machine, sonames: ["libcuda.so.1"] }));
    expect(readElfFile(read)).toEqual({ bits, machine, soname: "libcuda.so.1" });
  });

  it.each([
    ["no name", []],
    ["two names", ["libone.so.1", "libother.so.1"]],
    ["a path for a name", ["../../etc/passwd"]],
    ["a name of dots", [".."]],
    ["a name with a line break", ["lib\n.so"]],
    ["a name beyond any", ["x".repeat(300)]],
  ])("finds no name in a library with %s", (_, sonames) => {
    expect(readElfFile(reading(elfBytes({ sonames })).read)).toMatchObject({ soname: undefined });
  });

  it.each([
    ["an empty file", Buffer.alloc(0)],
    ["a text", Buffer.from("#!/bin/sh\n".repeat(20))],
    ["a big-endian file", Buffer.from(elfBytes().map((byte, index) => (index === 5 ? 2 : byte)))],
    ["a class that is none", Buffer.from(elfBytes().map((byte, index) => (index === 4 ? 3 : byte)))],
  ])("does not take %s for a library", (_, bytes) => {
    expect(readElfFile(reading(bytes).read)).toBeUndefined();
  });

  it("reads little of whatever it is given, and never fails", () => {
    const [small, large] = [elfBytes({ bits: 32, sonames: ["liba.so.1"] }), elfBytes({ sonames: ["libb.so.1"] })];
    const change = fc.tuple(fc.nat(0x5ff), fc.nat(255));
    fc.assert(
      fc.property(fc.constantFrom(small, large), fc.array(change), fc.nat(0x600), (library, changes, length) => {
        const bytes = Buffer.from(library);
        for (const [at, byte] of changes) bytes[at] = byte;
        const { read, asked } = reading(bytes.subarray(0, length));
        readElfFile(read);
        expect(asked.length).toBeLessThanOrEqual(4);
        for (const size of asked) expect(size).toBeLessThanOrEqual(65_536);
      }),
    );
  });

  it("finds the name wherever a file is cut behind it, and none before", () => {
    const bytes = elfBytes({ sonames: ["libcuda.so.1"] });
    for (let length = 0; length <= bytes.length; length += 7) {
      const soname = readElfFile(reading(bytes.subarray(0, length)).read)?.soname;
      expect(soname).toBe(length > 0x400 + 13 ? "libcuda.so.1" : undefined);
    }
  });
});
