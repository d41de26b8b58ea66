import type { FakeHost } from "../../../host/fake-host.ts";
import { writeFiles } from "../../../registry/directories.ts";

/** Adds device nodes that are in the listings of their directories as well. */
export function withNodes(host: FakeHost, nodes: Readonly<Record<string, string>>): FakeHost {
  writeFiles(host.root, Object.fromEntries(Object.keys(nodes).map((path) => [path, ""])));
  host.add({ nodes });
  return host;
}
