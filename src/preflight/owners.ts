/** A part of a subject, and the names of the devices that bring it; none where it is the container's own. */
export interface OwnedPart {
  readonly devices: readonly string[];
}

/** The devices that bring some parts, each once. */
export function devicesOf(parts: readonly OwnedPart[]): readonly string[] {
  return [...new Set(parts.flatMap(({ devices }) => devices))];
}

/** The same as a part of a problem; left out where there are none. */
export function ownersOf(...parts: readonly OwnedPart[]): { readonly devices?: readonly string[] } {
  const devices = devicesOf(parts);
  return devices.length > 0 ? { devices } : {};
}
