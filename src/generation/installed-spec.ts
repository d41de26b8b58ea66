import { join } from "node:path";
import type { SpecFormat } from "../cdi/print-spec.ts";
import { readSpec } from "../cdi/read-spec.ts";
import type { Spec } from "../cdi/spec.ts";
import { specFileNameOfKind } from "../cdi/spec-file-names.ts";
import { ownerOf } from "../generators/owner.ts";
import { decodeText } from "../registry/decode-text.ts";
import { readRegularFile } from "../registry/read-regular-file.ts";

/** A file at a place where the spec of a kind is written. */
export interface InstalledSpec {
  readonly path: string;
  readonly name: string;
  readonly format: SpecFormat;
  /** Empty where it cannot be read. */
  readonly text: string;
  readonly spec: Spec | undefined;
  /** The generator that wrote it, if one did. */
  readonly owner: string | undefined;
}

/** Where the spec of a kind is written. */
export function specPlace(
  dir: string,
  kind: string,
  format: SpecFormat,
): { readonly path: string; readonly name: string } {
  const name = `${specFileNameOfKind(kind) ?? ""}.${format}`;
  return { path: join(dir, name), name };
}

/** The files at the places of a kind's spec, of which there is one for each format. */
export async function installedSpecs(dir: string, kind: string): Promise<readonly InstalledSpec[]> {
  const found: InstalledSpec[] = [];
  for (const format of ["yaml", "json"] as const) {
    const place = specPlace(dir, kind, format);
    const text = textOf(place.path);
    if (text === undefined) continue;
    const { spec } = await readSpec(text);
    found.push({ ...place, format, text, spec, owner: ownerOf(text, spec) });
  }
  return found;
}

/** The file that a generator wrote for a kind. */
export async function ownSpec(dir: string, kind: string, generator: string): Promise<InstalledSpec | undefined> {
  return (await installedSpecs(dir, kind)).find(({ owner }) => owner === generator);
}

/** Undefined where nothing is there. */
function textOf(path: string): string | undefined {
  const reading = readRegularFile(path);
  if (reading === "gone") return undefined;
  const decoded = "file" in reading ? decodeText(reading.file.bytes) : undefined;
  return decoded && "text" in decoded ? decoded.text : "";
}
