import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Spec } from "../../src/cdi/spec.ts";
import { problem } from "../../src/problems.ts";
import { Snapshot, type SpecDirectory, snapshotOf } from "../../src/registry/snapshot.ts";
import { fileKey, type SpecFile } from "../../src/registry/spec-file.ts";
import { SpecIndex } from "../../src/registry/spec-index.ts";

const place = fc.record({ priority: fc.nat(2), name: fc.constantFrom("a.json", "b.json", "c.yaml") });
const kind = fc.constantFrom("v.com/gpu", "v.com/nic", "w.com/gpu");
const devices = fc.uniqueArray(fc.constantFrom("0", "1", "all"), { minLength: 1 });

/** A file as it might be read: a spec, or one that failed to load. */
const specFile: fc.Arbitrary<SpecFile> = fc
  .record({ place, kind, devices, isBad: fc.boolean() })
  .map(({ place, kind, devices, isBad }) => {
    const path = `/${place.priority}/${place.name}`;
    const list = devices.map((name) => ({ name, containerEdits: { env: [`FROM=${path}`] } }));
    const spec: Spec = { cdiVersion: "1.0.0", kind, devices: list };
    const bad = [problem("invalid-syntax", "torn", { path })];
    return {
      ...place,
      path,
      spec: isBad ? undefined : spec,
      problems: isBad ? bad : [],
      seemingKinds: isBad ? [kind] : [],
    };
  });

const step = fc.oneof(
  fc.record({ file: specFile, isGone: fc.constant(false) }),
  fc.record({ file: specFile, isGone: fc.constant(true) }),
);
const history = fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 });

const directories: readonly SpecDirectory[] = [];

/** What a history of changes leaves: the snapshot that went through them, and the files that are there at the end. */
function live(steps: readonly (readonly { file: SpecFile; isGone: boolean }[])[]): {
  snapshot: Snapshot;
  files: SpecFile[];
} {
  let index = SpecIndex.empty;
  const files = new Map<string, SpecFile>();
  for (const batch of steps) {
    const changes = new Map<string, SpecFile | undefined>();
    for (const { file, isGone } of batch) changes.set(fileKey(file), isGone ? undefined : file);
    for (const [key, file] of changes) {
      if (file) files.set(key, file);
      else files.delete(key);
    }
    index = index.with(changes).index;
  }
  return { snapshot: new Snapshot({ revision: "", directories, index }), files: [...files.values()] };
}

/** All that can be seen of a snapshot. */
function visible(snapshot: Snapshot): unknown {
  const found = [...snapshot.devices()].map((device) => ({
    name: device.name,
    path: device.path,
    edits: device.definition,
    shadowed: snapshot.shadowedBy(device.name).map(({ path }) => path),
  }));
  return {
    devices: found,
    count: snapshot.deviceCount,
    files: Array.from(snapshot.files(), ({ path }) => path),
    specs: Array.from(snapshot.specs(), ({ path }) => path),
    kinds: [...snapshot.kinds()],
    vendors: snapshot.vendors(),
    classes: snapshot.classes(),
    problems: snapshot.problems(),
  };
}

/** The reference's own way: files in order, a map of devices, conflicts taken out at the end. */
function asTheReferenceDoes(files: readonly SpecFile[]): Map<string, string> {
  const found = new Map<string, { path: string; priority: number }>();
  const conflicts = new Set<string>();
  for (const { spec, path, priority } of files.toSorted((a, b) => (fileKey(a) < fileKey(b) ? -1 : 1))) {
    for (const { name } of spec?.devices ?? []) {
      const qualified = `${spec?.kind}=${name}`;
      if (found.get(qualified)?.priority === priority) conflicts.add(qualified);
      else found.set(qualified, { path, priority });
    }
  }
  for (const name of conflicts) found.delete(name);
  return new Map([...found].map(([name, { path }]) => [name, path]));
}

describe("SpecIndex", () => {
  it("is what a whole load of the same files makes, whatever came and went before", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { snapshot, files } = live(steps);
        expect(visible(snapshot)).toEqual(visible(snapshotOf(files, { revision: "", directories })));
      }),
    );
  });

  it("does not depend on the order in which files are scanned", () => {
    fc.assert(
      fc.property(fc.array(specFile), fc.infiniteStream(fc.nat()), (some, order) => {
        const files = [...new Map(some.map((file) => [fileKey(file), file])).values()];
        const ranks = new Map(files.map((file) => [file, order.next().value ?? 0]));
        const shuffled = files.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
        const { snapshot } = live(shuffled.map((file) => [{ file, isGone: false }]));
        expect(visible(snapshot)).toEqual(visible(snapshotOf(files, { revision: "", directories })));
      }),
    );
  });

  it("ranks as the reference does", () => {
    fc.assert(
      fc.property(history, (steps) => {
        const { snapshot, files } = live(steps);
        expect(new Map(Array.from(snapshot.devices(), ({ name, path }) => [name, path]))).toEqual(
          asTheReferenceDoes(files),
        );
      }),
    );
  });

  it("pages through devices from any name on", () => {
    fc.assert(
      fc.property(history, fc.string(), (steps, from) => {
        const { snapshot } = live(steps);
        const names = Array.from(snapshot.devices(), ({ name }) => name);
        expect(Array.from(snapshot.devices(from), ({ name }) => name)).toEqual(names.filter((name) => name >= from));
      }),
    );
  });
});
