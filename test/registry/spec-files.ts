import type { SpecFile } from "../../src/registry/spec-file.ts";

/** A file of the directory of a priority, as it would be read, that defines devices of `v.com/c`. */
export function specFile(name: string, devices: readonly string[], priority = 0): SpecFile {
  const list = devices.map((device) => ({ name: device, containerEdits: { env: [`FROM=${name}`] } }));
  const spec = { cdiVersion: "0.5.0", kind: "v.com/c", devices: list };
  return { path: `/${priority}/${name}`, name, priority, spec, problems: [], seemingKinds: [] };
}

/** So many names in an order that their letters have, too. */
export function numbered(count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(6, "0")}`);
}
