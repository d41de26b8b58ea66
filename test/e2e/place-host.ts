import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FakeHostParts, fakeHost } from "../host/fake-host.ts";

/** Makes the tree of a host in a directory, where the command line can look at it, with its device nodes in a file. */
export function placeHost(directory: string, parts: FakeHostParts): void {
  cpSync(fakeHost(parts).root, directory, { recursive: true, verbatimSymlinks: true });
  const nodes = Object.entries(parts.nodes ?? {}).map(([path, node]) => `${path} ${node}\n`);
  writeFileSync(join(directory, ".device-nodes"), nodes.join(""));
}
