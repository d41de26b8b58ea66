import type { HostTree } from "../../host/host-tree.ts";
import { NvidiaGpus } from "../../host/nvidia-gpus.ts";
import type { Problem } from "../../problems.ts";
import type { GeneratorHost, GeneratorOptions } from "../generator.ts";
import { nodePrefix } from "../nodes/node-prefix.ts";
import { driverVersion } from "./driver/driver-version.ts";
import { type FolderNames, folderNames } from "./driver/folder-names.ts";
import { SourceTrust } from "./driver/source-trust.ts";
import { type NodeNumbers, nodeNumbers } from "./nodes/node-numbers.ts";

/** One run of the generator: a host, what is asked for, and the problems met so far. */
export interface Site {
  readonly tree: HostTree;
  /** Where device nodes are. */
  readonly devices: RootedTree;
  /** Where the driver's files are. */
  readonly driver: RootedTree;
  readonly gpus: NvidiaGpus;
  /** The numbers that nodes are due to have. */
  readonly numbers: NodeNumbers;
  /** That of the driver that runs. */
  readonly version: string | undefined;
  readonly options: GeneratorOptions;
  readonly trust: SourceTrust;
  /** The names in a directory of the driver's tree. */
  readonly namesIn: FolderNames;
  readonly report: (problem: Problem) => void;
}

/** A tree whose paths are seen from another one. */
export interface RootedTree {
  readonly tree: HostTree;
  /** What stands in front of its paths on the machine; empty where its root is the machine's. */
  readonly prefix: string;
}

export function siteOf(host: GeneratorHost, options: GeneratorOptions, report: (problem: Problem) => void): Site {
  const gpus = new NvidiaGpus(host.tree);
  return {
    tree: host.tree,
    devices: { tree: host.devices, prefix: nodePrefix(host) },
    driver: { tree: host.driver, prefix: nodePrefix({ ...host, devices: host.driver }) },
    gpus,
    numbers: nodeNumbers(host.tree),
    version: driverVersion(host.tree, gpus),
    options,
    namesIn: folderNames(host.driver),
    trust: new SourceTrust(host.driver, report),
    report,
  };
}
