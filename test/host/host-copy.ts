import { writeFiles } from "../registry/directories.ts";
import { type FakeHostParts, fakeHost } from "./fake-host.ts";

/** The root of a copy of a host, whose device nodes are in its manifest. */
export function hostCopy(parts: FakeHostParts): string {
  const { root } = fakeHost(parts);
  writeManifest(root, parts.nodes ?? {});
  return root;
}

/** Says what the device nodes of a copy are, in place of what was said before. */
export function writeManifest(root: string, nodes: Readonly<Record<string, string>>): void {
  const lines = Object.entries(nodes).map(([path, node]) => `${path} ${node}\n`);
  writeFiles(root, { "/.device-nodes": lines.join("") });
}
