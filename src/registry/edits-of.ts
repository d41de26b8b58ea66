import type { ContainerEdits } from "../cdi/spec.ts";
import type { DefinedDevice } from "./defined-device.ts";

/** The edits of devices in order; those of a spec come before those of the first of its devices, once. */
export function editsOf(devices: readonly DefinedDevice[]): ContainerEdits[] {
  const parts: ContainerEdits[] = [];
  const seen = new Set<DefinedDevice["file"]>();
  for (const { file, definition } of devices) {
    const { containerEdits } = file.spec;
    if (containerEdits && !seen.has(file) && hasEdits(containerEdits)) parts.push(containerEdits);
    seen.add(file);
    parts.push(definition.containerEdits);
  }
  return parts;
}

function hasEdits(edits: ContainerEdits): boolean {
  for (const _ in edits) return true;
  return false;
}
