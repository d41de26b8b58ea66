import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLdCache } from "../../../../src/generators/nvidia/libraries/ld-cache.ts";
import { ldCacheBytes } from "./ld-cache-bytes.ts";

const libraries = [
  { name: "libcuda.so.1", path: "/opt/nvidia/lib/libcuda.so.1" },
  { name: "libc.so.6", path: "/lib/x86_64-linux-gnu/libc.so.6" },
];

describe("readLdCache", () => {
  it("reads the format of today", () => {
    expect(readLdCache(ldCacheBytes(libraries))).toEqual(libraries);
  });

  it.each([0, 1, 2, 3])("reads it behind one of the old format with %i entries", (count) => {
    const old = Buffer.alloc(Math.ceil((16 + 12 * count) / 8) * 8);
    old.write("ld.so-1.7.0", "latin1");
    old.writeUInt32LE(count, 12);
    expect(readLdCache(Buffer.concat([old, ldCacheBytes(libraries)]))).toEqual(libraries);
  });

  it("passes over what is no library of ELF and what has no absolute path", () => {
    const bytes = ldCacheBytes([...libraries, { name: "x", path: "relative" }]);
    bytes.writeInt32LE(4, 48);
    expect(readLdCache(bytes)).toEqual(libraries.slice(1));
  });

  it("never fails", () => {
    const whole = ldCacheBytes(libraries);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change), fc.nat(whole.length), (changes, length) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        expect(readLdCache(bytes.subarray(0, length)).length).toBeLessThanOrEqual(libraries.length);
      }),
    );
  });
});
