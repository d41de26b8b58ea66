import { join } from "node:path";
import type { Generated, GeneratorOptions } from "../../../src/generators/generator.ts";
import { nvidia } from "../../../src/generators/nvidia/nvidia.ts";
import { lookUpHostNode } from "../../../src/host/host-node.ts";
import { HostTree } from "../../../src/host/host-tree.ts";
import { readNodeManifest } from "../../../src/host/node-manifest.ts";
import type { FakeHost } from "../../host/fake-host.ts";

export interface Asked {
  readonly hooks?: GeneratorOptions["hooks"];
  readonly kind?: string;
  /** Directories of the host that stand for its root. */
  readonly driverRoot?: string;
  readonly devRoot?: string;
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

/** What the generator says of a host. */
export function generate(
  fake: FakeHost,
  { hooks = "auto", kind, driverRoot, devRoot, values = {} }: Asked = {},
): Generated {
  const at = (directory: string | undefined): HostTree =>
    directory === undefined ? fake.host : new HostTree(join(fake.root, directory), { lookUp: lookUpIn(fake) });
  return nvidia.generate(
    { tree: fake.host, driver: at(driverRoot), devices: at(devRoot) },
    { hooks, values: new Map(Object.entries(values)), ...(kind !== undefined && { kind }) },
  );
}

function lookUpIn({ root, nodes }: FakeHost): (path: string) => ReturnType<typeof lookUpHostNode> {
  return (path) => {
    const inside = path.slice(root.length);
    return readNodeManifest(`${inside} ${nodes.get(inside) ?? ""}`).get(inside) ?? lookUpHostNode(path);
  };
}
