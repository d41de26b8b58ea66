import fc from "fast-check";
import { applyPatch } from "rfc6902";
import { describe, expect, it } from "vitest";
import type { ContainerEdits } from "../../src/cdi/spec.ts";
import { patchOf } from "../../src/oci/json-patch.ts";
import { printEdited } from "../../src/oci/print-edited.ts";
import { edited } from "./parse.ts";

const path = fc.constantFrom("/dev/a", "/dev/b", "/x/y/z", "/", "/é");
const name = fc.constantFrom("A", "B", "C");

const edits: fc.Arbitrary<ContainerEdits> = fc.record(
  {
    env: fc.array(
      fc.tuple(name, fc.string()).map(([key, value]) => `${key}=${value}`),
      { maxLength: 3 },
    ),
    deviceNodes: fc.array(
      fc.record({ path, type: fc.constantFrom("b", "c", "u"), major: fc.integer({ min: 1, max: 9 }) }),
      { maxLength: 3 },
    ),
    mounts: fc.array(fc.record({ hostPath: path, containerPath: path }), { maxLength: 3 }),
    hooks: fc.array(fc.record({ hookName: fc.constantFrom("prestart", "poststop"), path }), { maxLength: 2 }),
    additionalGids: fc.array(fc.nat(5), { maxLength: 3 }),
    netDevices: fc.array(fc.record({ hostInterfaceName: name, name }), { maxLength: 2 }),
    intelRdt: fc.record({ closID: name }),
  },
  { requiredKeys: [] },
);

/** Members that no edit names, with values that are easily harmed. */
const foreign = fc.dictionary(
  fc.constantFrom("1", "0", "__proto__", "x~/y", "hostname", "é"),
  fc.oneof(fc.jsonValue(), fc.constantFrom(1.5, "\ud800", null, { linux: { devices: [] } })),
  { maxKeys: 3 },
);

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined | null> =>
  fc.option(fc.option(arbitrary), { nil: undefined });

const document = fc
  .record({
    before: foreign,
    after: foreign,
    process: maybe(
      fc.record({
        env: maybe(fc.array(fc.constantFrom("A=0", "B=0", "odd"))),
        user: maybe(fc.record({ uid: fc.nat(3), gid: fc.nat(3) })),
      }),
    ),
    mounts: maybe(fc.array(fc.record({ destination: path, options: fc.array(fc.string()) }))),
    hooks: maybe(fc.record({ prestart: fc.array(fc.record({ path })) })),
    linux: maybe(
      fc.record({
        devices: maybe(fc.array(fc.record({ path, uid: fc.nat() }))),
        foreign,
        namespaces: maybe(fc.constant([{ type: "user" }])),
      }),
    ),
    indent: fc.constantFrom(undefined, 1, 4, "\t"),
  })
  .map(({ before, after, indent, ...parts }) => {
    const own = Object.keys(before);
    const rest = Object.fromEntries(Object.entries(after).filter(([key]) => !own.includes(key)));
    return {
      text: JSON.stringify({ ...before, ...parts, ...rest }, null, indent),
      foreign: JSON.parse(JSON.stringify({ ...before, ...rest })),
      indent,
    };
  });

describe("injection", () => {
  it("touches nothing that the edits do not name", () => {
    fc.assert(
      fc.property(document, edits, ({ text, foreign: kept, indent }, wanted) => {
        const outcome = printEdited(edited(text, wanted));
        const value = JSON.parse(outcome);
        for (const [key, item] of Object.entries(kept))
          expect(Object.getOwnPropertyDescriptor(value, key)?.value).toEqual(item);
        const keys = (json: string): string[] => Object.keys(JSON.parse(json));
        expect(keys(outcome).slice(0, keys(text).length)).toEqual(keys(text));
        if (text !== "{}") expect(outcome).toBe(JSON.stringify(value, null, indent));
      }),
    );
  });

  it("gives as a patch what it gives as a document", () => {
    fc.assert(
      fc.property(document, edits, ({ text }, wanted) => {
        const outcome = edited(text, wanted);
        const patched: unknown = JSON.parse(text);
        expect(applyPatch(patched, JSON.parse(patchOf(outcome))).filter((error) => error !== null)).toEqual([]);
        expect(patched).toEqual(JSON.parse(printEdited(outcome)));
      }),
    );
  });

  it("changes nothing where it has been done already, but for cgroup rules, hooks and mount order", () => {
    const once = edits.map(({ env, deviceNodes, additionalGids, netDevices, intelRdt }) =>
      Object.fromEntries(
        Object.entries({ env, deviceNodes, additionalGids, netDevices, intelRdt }).filter(([, value]) => value),
      ),
    );
    fc.assert(
      fc.property(document, once, ({ text }, wanted) => {
        const first = printEdited(edited(text, wanted));
        const second = printEdited(edited(first, wanted));
        const [a, b] = [JSON.parse(first), JSON.parse(second)];
        expect(b.process).toEqual(a.process);
        expect(b.linux?.netDevices).toEqual(a.linux?.netDevices);
      }),
    );
  });
});
