import { describe, expect, it } from "vitest";
import { resolve } from "../../src/registry/resolve.ts";
import { Snapshot, snapshotOf } from "../../src/registry/snapshot.ts";
import { fileKey, type SpecFile } from "../../src/registry/spec-file.ts";
import { numbered, specFile } from "./spec-files.ts";

const nowhere = { revision: "", directories: [] };

function messages(snapshot: Snapshot): string[] {
  return snapshot.problems().map(({ message }) => message);
}

function changed(snapshot: Snapshot, ...files: SpecFile[]): Snapshot {
  const changes = new Map(files.map((file) => [fileKey(file), file]));
  return new Snapshot({ ...nowhere, index: snapshot.index.with(changes).index });
}

describe("a device that forty thousand files define", () => {
  const files = numbered(40_000, "f").map((name) => specFile(`${name}.json`, ["a"]));
  const snapshot = snapshotOf([...files, specFile("over.json", ["a"], 1)], nowhere);

  it("is one problem for each of them, naming three others and the file that is dragged down", () => {
    const problems = snapshot.problems();
    expect(problems.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
    const dragged = "; the definition in /1/over.json, which would override it, does not count either";
    expect(problems[1]).toEqual({
      code: "conflict",
      severity: "error",
      path: "/0/f000001.json",
      devices: ["v.com/c=a"],
      message: `Cannot use v.com/c=a: defined with equal priority in /0/f000000.json, /0/f000002.json, /0/f000003.json and others${dragged}`,
    });
  });

  it("is a fault that names three of them and counts the rest", () => {
    const resolution = resolve(["v.com/c=a"], snapshot);
    expect("faults" in resolution && resolution.faults.map(({ message }) => message)).toEqual([
      'Cannot resolve "v.com/c=a": it is defined with equal priority in /0/f000000.json, /0/f000001.json, /0/f000002.json and 39997 more; /1/over.json defines it too, but the conflict rules that out as well',
    ]);
  });

  it("leaves all other problems as they are when one more file comes or one goes", () => {
    const before = new Set(messages(snapshot));
    const after = changed(snapshot, specFile("g.json", ["a"]));
    expect(messages(after).filter((message) => !before.has(message))).toEqual([]);
    const without = new Map([[fileKey(files[20_000] ?? specFile("", [])), undefined]]);
    const fewer = new Snapshot({ ...nowhere, index: after.index.with(without).index });
    expect(fewer.problems()).toHaveLength(40_000);
    expect(messages(fewer).filter((message) => !before.has(message))).toEqual([]);
  });

  it("is a device again once one file is left", () => {
    const gone = new Map(files.slice(1).map((file) => [fileKey(file), undefined]));
    const last = new Snapshot({ ...nowhere, index: snapshot.index.with(gone).index });
    expect(last.find("v.com/c=a")?.path).toBe("/1/over.json");
    expect(last.shadowedBy("v.com/c=a").map(({ path }) => path)).toEqual(["/0/f000000.json"]);
    expect(last.problems()).toEqual([]);
  });
});

it("twenty thousand files that arrive beside as many take their places by name", () => {
  const files = numbered(40_000, "f").map((name) => specFile(`${name}.json`, ["a"]));
  const half = snapshotOf(
    files.filter((_, index) => index % 2 === 0),
    nowhere,
  );
  const whole = changed(half, ...files.filter((_, index) => index % 2 === 1).reverse());
  expect(whole.conflictOver("v.com/c=a")?.clashes.map((clash) => clash.map(({ path }) => path))).toEqual([
    files.map(({ path }) => path),
  ]);
});

it("twenty thousand names that two files define are all listed with both", () => {
  const devices = numbered(20_000, "d");
  const snapshot = snapshotOf([specFile("a.json", devices), specFile("b.json", devices)], nowhere);
  const names = devices.map((device) => `v.com/c=${device}`);
  expect(snapshot.problems().map((problem) => problem.devices)).toEqual([names, names]);
  expect(messages(snapshot)[0]).toBe(
    "Cannot use v.com/c=d000000, v.com/c=d000001, v.com/c=d000002 and 19997 more: defined with equal priority in /0/b.json",
  );
});

it("files that clash with others over each name name three of them all", () => {
  const files = [specFile("hub.json", numbered(9, "d")), ...numbered(9, "d").map((d) => specFile(`${d}.json`, [d]))];
  const hub = snapshotOf(files, nowhere)
    .problems()
    .find(({ path }) => path === "/0/hub.json");
  expect(hub?.message).toBe(
    "Cannot use v.com/c=d000000, v.com/c=d000001, v.com/c=d000002 and 6 more: defined with equal priority in /0/d000000.json, /0/d000001.json, /0/d000002.json and others",
  );
});

it("a conflict is looked up, not ranked anew, each time it is asked for", () => {
  const snapshot = snapshotOf([specFile("a.json", ["a"]), specFile("b.json", ["a"])], nowhere);
  expect(snapshot.conflictOver("v.com/c=a")).toBe(snapshot.conflictOver("v.com/c=a"));
  expect([...snapshot.devices()]).toEqual([]);
});
