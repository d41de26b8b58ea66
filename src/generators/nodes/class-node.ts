import { basename } from "node:path";
import { sysfsText } from "../../host/sysfs-value.ts";
import type { GeneratorHost } from "../generator.ts";
import { type FoundNode, nodeAt } from "./found-node.ts";

export interface ClassNodeOptions {
  /** What it is the node of, in a word, for people. Default: `device`. */
  readonly of?: string;
  /** Where below `/dev` the kernel has the nodes of this class, for an entry that does not say: `dri`. */
  readonly folder?: string;
  /** The name that the node has there. Default: that of the entry. */
  readonly name?: string | undefined;
}

/**
 * The device node of an entry of sysfs that has a `dev`, such as `/sys/class/tty/ttyS0`, by the name that the kernel gives
 * it.
 */
export function classNode(
  host: GeneratorHost,
  directory: string,
  { of = "device", folder, name = basename(directory).replaceAll("!", "/") }: ClassNodeOptions = {},
): FoundNode {
  const uevent = sysfsText(host.tree, `${directory}/uevent`) ?? "";
  const own = /^DEVNAME=(\w[\w.-]*(?:\/\w[\w.-]*)*)$/m.exec(uevent)?.[1];
  const usual = folder === undefined ? name : `${folder}/${name}`;
  return nodeAt(host, `/dev/${own ?? usual}`, { of, numbers: sysfsText(host.tree, `${directory}/dev`) });
}
