import type { Absence } from "../../host/absence.ts";
import type { HostNode } from "../../host/host-node.ts";

/** What a node is due to be. */
export interface ExpectedNode {
  /** What it is the node of, in a word: `port`. */
  readonly of: string;
  /** Its number in sysfs, such as `188:0`; any will do where sysfs says none. */
  readonly numbers?: string | undefined;
}

/** Why no container can have the node at a path; undefined where one can, or where nobody may look. */
export function nodeFault(path: string, found: HostNode | Absence, { of, numbers }: ExpectedNode): string | undefined {
  if ("missing" in found) return found.unseen ? undefined : `cannot use ${path}: ${found.missing}`;
  if (found.type !== "c") return `${path} is no character device`;
  const own = `${found.major}:${found.minor}`;
  return (numbers ?? own) === own ? undefined : `${path} is the node of device ${own}, and the ${of} is ${numbers}`;
}
