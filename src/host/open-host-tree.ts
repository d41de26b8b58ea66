import { lookUpHostNode } from "./host-node.ts";
import { HostTree, type HostTreeOptions } from "./host-tree.ts";
import { manifestPath, readNodeManifest } from "./node-manifest.ts";

const manifestLimit = 16 * 1024 * 1024;

/**
 * The tree of a machine to write specs of. Nothing is learnt from files and directories that everyone can write, for
 * whoever wrote them would decide what containers get; `distrust` is told of each. Throws where this process has no
 * descriptors left, lest a spec lose what could not be looked at.
 */
export function openHostTree(root: string, distrust: (path: string) => void): HostTree {
  return openHostCopy(root, { distrust, throwsOnShortage: true });
}

/**
 * The tree of a machine, whose device nodes are those of the tree, and of its manifest where it is a copy. For one look at
 * the machine: a directory that moves meanwhile is not followed.
 */
export function openHostCopy(root: string, options: Omit<HostTreeOptions, "lookUp" | "remember"> = {}): HostTree {
  const plain = new HostTree(root, { ...options, remember: true });
  const text = plain.root === "/" ? undefined : plain.readText(manifestPath, manifestLimit);
  if (text === undefined) return plain;
  const nodes = readNodeManifest(text);
  const lookUp = (path: string): ReturnType<typeof lookUpHostNode> =>
    nodes.get(path.slice(plain.root.length)) ?? lookUpHostNode(path);
  return new HostTree(root, { ...options, remember: true, lookUp });
}
