import { expect, it } from "vitest";
import { type Problem, problem } from "../../src/problems.ts";
import { type DeviceFault, FaultFinder } from "../../src/registry/device-fault.ts";
import { snapshotOf } from "../../src/registry/snapshot.ts";
import type { SpecFile } from "../../src/registry/spec-file.ts";
import { numbered, specFile } from "./spec-files.ts";

const nowhere = { revision: "", directories: [] };

function faults(files: readonly SpecFile[], names: readonly string[]): DeviceFault[] {
  const finder = new FaultFinder(snapshotOf(files, nowhere));
  return names.map((name) => finder.find(name));
}

class InvalidFile implements SpecFile {
  static reads = 0;
  readonly path: string;
  readonly name: string;
  readonly priority = 0;
  readonly spec = undefined;
  readonly problems: readonly Problem[] = [problem("invalid-syntax", "torn")];

  constructor(name: string) {
    this.path = `/0/${name}`;
    this.name = name;
  }

  get seemingKinds(): readonly string[] {
    InvalidFile.reads++;
    return [`${this.name}/a`, "shared.com/a"];
  }
}

it("looks once through the invalid files, however many names are asked for", () => {
  const names = numbered(5000, "f");
  const files = names.map((name) => new InvalidFile(name));
  const found = faults(files, [...names.map((name) => `${name}/a=0`), "shared.com/a=0", "other.com/a=0"]);
  expect(found.filter(({ reason }) => reason === "invalid-spec")).toHaveLength(5001);
  expect(found.at(-2)?.message).toBe(
    'Cannot resolve "shared.com/a=0": /0/f000000 seems to define it and is invalid: torn',
  );
  expect(found.at(-1)?.reason).toBe("unknown-vendor");
  expect(InvalidFile.reads).toBe(5000);
});

class CountedFile implements SpecFile {
  static reads = 0;
  readonly path: string;
  readonly name: string;
  readonly priority = 0;
  readonly problems: readonly Problem[] = [];
  readonly seemingKinds: readonly string[] = [];

  constructor(name: string) {
    this.path = `/0/${name}`;
    this.name = name;
  }

  get spec(): SpecFile["spec"] {
    CountedFile.reads++;
    return specFile(this.name, ["a"]).spec;
  }
}

it("looks once through the specs for what to suggest, however many names are asked for and though none of it resolves", () => {
  const files = numbered(500, "f").map((name) => new CountedFile(name));
  const names = numbered(500, "x").flatMap((device) => [`w.com/c=${device}`, `v.com/c=${device}`]);
  const finder = new FaultFinder(snapshotOf(files, nowhere));
  CountedFile.reads = 0;
  const found = names.map((name) => finder.find(name));
  expect(found.every(({ nearest }) => nearest.length === 0)).toBe(true);
  expect(CountedFile.reads).toBeLessThan(30 * (files.length + names.length));
});

it("cuts long names, and suggests nothing for them", () => {
  const long = "a".repeat(60_000);
  const [device, kind] = faults([specFile("a.json", [`${long}b`])], [`v.com/c=${long}`, `${long}.com/${long}=0`]);
  expect(device).toMatchObject({ reason: "unknown-device", nearest: [] });
  expect(kind).toMatchObject({ reason: "unknown-vendor", nearest: [] });
  expect([device, kind].every((fault) => (fault?.message.length ?? 0) < 300)).toBe(true);
});

it("ends for thousands of names that are all compared with thousands", () => {
  const devices = numbered(5000, "a".repeat(90));
  const found = faults(
    [specFile("a.json", devices)],
    numbered(5000, "b".repeat(90)).map((name) => `v.com/c=${name}`),
  );
  expect(found).toHaveLength(5000);
});
