import type { HostTree } from "./host-tree.ts";

/** The major numbers of the character devices of a kernel, by the names under which drivers have them. */
export type CharacterMajors = ReadonlyMap<string, number>;

/** Undefined where `/proc/devices` cannot be read. */
export function characterMajors(host: HostTree): CharacterMajors | undefined {
  const text = host.readText("/proc/devices");
  return text === undefined ? undefined : majorsIn(text);
}

/** Of `/proc/devices`, in which those of block devices stand in a second part. */
export function majorsIn(text: string): CharacterMajors {
  const [characters = ""] = text.split(/^Block devices:$/m, 1);
  const lines = characters.matchAll(/^ *(\d{1,9}) (\S+)$/gm);
  return new Map(Array.from(lines, ([, major, name = ""]) => [name, Number(major)]));
}
