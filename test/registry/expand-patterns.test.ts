import { describe, expect, it } from "vitest";
import { expandPatterns } from "../../src/registry/expand-patterns.ts";
import { compilePattern } from "../../src/registry/match-pattern.ts";
import { resolve } from "../../src/registry/resolve.ts";
import { snapshotOf } from "../../src/registry/snapshot.ts";
import { numbered, specFile } from "./spec-files.ts";

const devices = numbered(10_000, "d");
const long = "a".repeat(40_000);
const files = [specFile("a.json", devices), specFile("b.json", [long])];
const snapshot = snapshotOf(files, { revision: "", directories: [] });

describe("a long pattern", () => {
  it("matches, be it of classes", () => {
    expect(resolve([`v.com/c=${"[a]".repeat(40_000)}`], snapshot)).toMatchObject({
      resolved: { devices: [`v.com/c=${long}`] },
    });
  });

  it("that matches nothing is a fault whose message is cut", () => {
    const pattern = `v.com/c=${"[b]".repeat(40_000)}`;
    const resolution = resolve([pattern], snapshot);
    expect(resolution).toMatchObject({ faults: [{ name: pattern, reason: "unknown-device" }] });
    expect("faults" in resolution && resolution.faults[0]?.message.length).toBeLessThan(200);
  });

  it("may be one class, or stars only, or without an end", () => {
    const oneClass = compilePattern(`[${"a-bc".repeat(100_000)}]*`);
    expect(["b-", "c", "d"].map((text) => oneClass?.test(text))).toEqual([true, true, false]);
    expect(compilePattern("*".repeat(1_000_000))?.test("abc")).toBe(true);
    expect(compilePattern(`[${"a-b".repeat(100_000)}`)).toBeUndefined();
  });
});

describe("patterns that ask for too much", () => {
  const all = "v.com/c=d*";

  it("may be repeated up to 100,000 devices", () => {
    expect(expandPatterns(Array(10).fill(all), snapshot).expanded).toHaveLength(100_000);
    const { expanded, faults } = expandPatterns(Array(300).fill(all), snapshot);
    expect(expanded).toHaveLength(100_000);
    expect([...faults.values()]).toEqual([
      {
        name: all,
        reason: "malformed-name",
        message:
          'Cannot resolve "v.com/c=d*": with what the pattern matches, the request asks for more than 100000 devices',
        nearest: [],
      },
    ]);
  });

  it("count with the plain names of the request, before or after them", () => {
    const request = [...Array(10).fill(all), "v.com/c=d000000"];
    expect(resolve(request, snapshot)).toMatchObject({ faults: [{ name: all, reason: "malformed-name" }] });
    expect(resolve(request.toReversed(), snapshot)).toMatchObject({ faults: [{ name: all }] });
  });

  it("are refused where there are too many that begin with a star", () => {
    const { faults } = expandPatterns(numbered(2000, "*x"), snapshot);
    const last = faults.get("*x001999");
    expect(last?.reason).toBe("malformed-name");
    expect(last?.message).toContain("too many patterns for so many devices");
    expect(faults.get("*x000000")?.reason).toBe("unknown-device");
  });

  it("say nothing of names without a pattern, as many as there may be", () => {
    const names = Array<string>(150_000).fill("v.com/c=d000001");
    expect(expandPatterns(names, snapshot)).toEqual({ expanded: names, faults: new Map() });
  });
});
