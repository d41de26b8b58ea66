import type { HostNode } from "./host-node.ts";

/** Where the copy of a machine's tree, which can hold no device nodes, says what they are. */
export const manifestPath = "/.device-nodes";

/**
 * The device nodes in a manifest, by path. A line has a path, a type, the numbers and, as far as they are known, the mode
 * and the group: `/dev/ttyUSB0 c 188:0 0660 20`. What is no such line counts for nothing.
 */
export function readNodeManifest(text: string): ReadonlyMap<string, HostNode> {
  return new Map(text.split("\n").flatMap(nodeIn));
}

const line = /^(\/\S*)\s+([bcp])\s+(\d{1,10}):(\d{1,10})(?:\s+([0-7]{1,5}))?(?:\s+(\d{1,10}))?\s*$/;

function nodeIn(text: string): [path: string, node: HostNode][] {
  const [, path, type, major, minor, mode = "0600", gid] = line.exec(text) ?? [];
  if (path === undefined || type === undefined) return [];
  const numbers = { major: Number(major), minor: Number(minor), fileMode: Number.parseInt(mode, 8) };
  return [[path, { type, ...numbers, ...(gid !== undefined && { gid: Number(gid) }) }]];
}
