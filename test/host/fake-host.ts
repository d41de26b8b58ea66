import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { lookUpHostNode } from "../../src/host/host-node.ts";
import { HostTree } from "../../src/host/host-tree.ts";
import { lookAt } from "../../src/host/look-at.ts";
import { readNodeManifest } from "../../src/host/node-manifest.ts";
import { temporaryDirectory, writeFiles } from "../registry/directories.ts";

export interface FakeHostParts {
  readonly files?: Readonly<Record<string, string>>;
  /** Where a link at a path leads. */
  readonly links?: Readonly<Record<string, string>>;
  readonly directories?: readonly string[];
  /** Device nodes as `c 195:0`, with mode and group if need be: `c 188:0 0660 20`. Making real ones takes root. */
  readonly nodes?: Readonly<Record<string, string>>;
}

export interface FakeHost {
  readonly host: HostTree;
  readonly root: string;
  /** Paths of nodes that were looked at, in order. */
  readonly looks: string[];
  readonly nodes: Map<string, string>;
  /** More of the same machine; a link that is there already stays. */
  add(parts: FakeHostParts): void;
}

/** The tree of a machine in a temporary directory, with device nodes that are only said to be there. */
export function fakeHost(parts: FakeHostParts = {}): FakeHost {
  const root = temporaryDirectory();
  const nodes = new Map<string, string>();
  const looks: string[] = [];
  const lookUp = (path: string): ReturnType<typeof lookUpHostNode> => {
    const inside = path.slice(root.length);
    looks.push(inside);
    const node = nodes.get(inside);
    if (node === "unseen") return { missing: "permission denied", unseen: true };
    const [, spelt = "", more = " 0660"] = /^(\w \S+)( .*)?$/.exec(node ?? "") ?? [];
    return readNodeManifest(`${inside} ${spelt}${more}`).get(inside) ?? lookUpHostNode(path);
  };
  const add = ({ files = {}, links = {}, directories = [], nodes: more = {} }: FakeHostParts): void => {
    writeFiles(root, files);
    for (const directory of [...directories, ...Object.keys(more).map(dirname)]) {
      mkdirSync(join(root, directory), { recursive: true });
    }
    for (const [path, target] of Object.entries(links)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      if (!lookAt(join(root, path))) symlinkSync(target, join(root, path));
    }
    for (const [path, node] of Object.entries(more)) nodes.set(path, node);
  };
  add(parts);
  return { host: new HostTree(root, { lookUp }), root, looks, nodes, add };
}

/** A host made of several parts. */
export function together(...parts: readonly FakeHostParts[]): FakeHostParts {
  return {
    files: Object.assign({}, ...parts.map(({ files }) => files)),
    links: Object.assign({}, ...parts.map(({ links }) => links)),
    nodes: Object.assign({}, ...parts.map(({ nodes }) => nodes)),
    directories: parts.flatMap(({ directories = [] }) => directories),
  };
}

export interface FakeFunction {
  /** The path below `/sys/devices`, such as `pci0000:00/0000:00:01.0/0000:01:00.0`. */
  readonly path: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly driver?: string;
  readonly moduleVersion?: string;
  readonly iommuGroup?: number;
}

/** What sysfs has for a PCI function. */
export function pciFunctionParts({ path, files = {}, driver, moduleVersion, iommuGroup }: FakeFunction): FakeHostParts {
  const directory = `/sys/devices/${path}`;
  const address = path.slice(path.lastIndexOf("/") + 1);
  const content = { vendor: "0x10de\n", device: "0x2330\n", class: "0x030200\n", numa_node: "-1\n", ...files };
  const module = `/sys/module/${driver}`;
  return {
    files: {
      ...Object.fromEntries(Object.entries(content).map(([name, text]) => [`${directory}/${name}`, text])),
      ...(driver !== undefined && { [`/sys/bus/pci/drivers/${driver}/bind`]: "" }),
      ...(driver !== undefined && { [`${module}/refcnt`]: "1\n" }),
      ...(moduleVersion !== undefined && { [`${module}/version`]: `${moduleVersion}\n` }),
      ...(iommuGroup !== undefined && { [`/sys/kernel/iommu_groups/${iommuGroup}/type`]: "DMA\n" }),
    },
    links: {
      [`/sys/bus/pci/devices/${address}`]: directory,
      [`${directory}/subsystem`]: "/sys/bus/pci",
      ...(driver !== undefined && { [`${directory}/driver`]: `/sys/bus/pci/drivers/${driver}` }),
      ...(moduleVersion !== undefined && { [`/sys/bus/pci/drivers/${driver}/module`]: module }),
      ...(iommuGroup !== undefined && {
        [`${directory}/iommu_group`]: `/sys/kernel/iommu_groups/${iommuGroup}`,
        [`/sys/kernel/iommu_groups/${iommuGroup}/devices/${address}`]: directory,
      }),
    },
    directories: ["/sys/bus/pci"],
  };
}

/** NVIDIA's procfs entry of a GPU. */
export function nvidiaInformation(minor: number, uuid = `GPU-0000000${minor}-1111-2222-3333-444444444444`): string {
  return [
    "Model: \t\t NVIDIA H100 80GB HBM3",
    "IRQ:   \t\t 120",
    `GPU UUID: \t ${uuid}`,
    "Video BIOS: \t ??.??.??.??.??",
    "Bus Location: \t 0000:0f:00.0",
    `Device Minor: \t ${minor}`,
    "GPU Excluded:\t No",
    "",
  ].join("\n");
}
