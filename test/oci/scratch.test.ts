import { lstatSync } from "node:fs";
import { expect, it } from "vitest";
import { readSpec } from "../../src/cdi/read-spec.ts";
import { applyEdits } from "../../src/oci/apply-edits.ts";
import { parseOciDocument } from "../../src/oci/document.ts";
import { patchOf } from "../../src/oci/json-patch.ts";
import { printEdited } from "../../src/oci/print-edited.ts";
import type { DeviceLookup } from "../../src/oci/device-lookup.ts";
import { conformanceCases, type InjectCase } from "../conformance/cases.ts";
import { normalize } from "./normalize.ts";

const lookup: DeviceLookup = (path) => {
  const s = lstatSync(path, { throwIfNoEntry: false });
  if (!s) return { missing: "ENOENT" };
  const type = s.isCharacterDevice() ? "c" : s.isBlockDevice() ? "b" : s.isFIFO() ? "p" : undefined;
  if (!type) return { missing: "not a device" };
  return { type, major: s.rdev >> 8, minor: s.rdev & 0xff, fileMode: s.mode & 0o7777 };
};

it.each(conformanceCases<InjectCase[]>("inject").map((c, i) => ({ ...c, i })))(
  "case $i",
  async ({ dirs, oci, devices, ok, result }) => {
    const edits: any = {};
    const all = new Map<string, any>();
    for (const d of dirs)
      for (const [f, t] of Object.entries(d.files)) {
        const { spec } = await readSpec(t);
        if (spec && /\.(json|yaml)$/.test(f))
          for (const dev of spec.devices) all.set(`${spec.kind}=${dev.name}`, { spec, dev });
      }
    const seen = new Set();
    const add = (e: any) => {
      for (const [k, v] of Object.entries(e ?? {}))
        if (Array.isArray(v)) (edits[k] ??= []).push(...v);
        else edits[k] = v;
    };
    let unresolved = false;
    for (const n of devices) {
      const e = all.get(n);
      if (!e) {
        unresolved = true;
        continue;
      }
      if (!seen.has(e.spec)) {
        seen.add(e.spec);
        add(e.spec.containerEdits);
      }
      add(e.dev.containerEdits);
    }
    if (unresolved) {
      expect(ok).toBe(false);
      return;
    }
    for (const indent of [undefined, 2, "\t"]) {
      const doc: any = parseOciDocument(JSON.stringify(oci, null, indent));
      const r: any = applyEdits(doc, edits, lookup);
      if (!ok) {
        expect(r.faults).toBeDefined();
        return;
      }
      expect(r.faults).toBeUndefined();
      const text = printEdited(r);
      const value = JSON.parse(text);
      expect(normalize(value)).toEqual(normalize(result));
      if (indent !== "\t") expect(text).toBe(JSON.stringify(value, null, indent));
      JSON.parse(patchOf(r));
    }
  },
);
