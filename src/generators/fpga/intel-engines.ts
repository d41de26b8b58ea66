import { basename, dirname } from "node:path";
import type { HostTree } from "../../host/host-tree.ts";
import { namesOfForm } from "../naming/names-of-form.ts";
import type { IntelStack } from "./intel-stacks.ts";

/**
 * The directories of what programs the FPGA at a directory of sysfs. A virtual function has ports only, and what programs
 * these is with its parent.
 */
export function enginesOf(host: HostTree, stack: IntelStack, directory: string): readonly string[] {
  const own = enginesIn(host, stack, directory);
  if (own.length > 0) return own;
  const holder = dirname(directory);
  const parent = host.realPath(`${dirname(holder)}/physfn`);
  if (parent === undefined) return [];
  const above = `${parent}/${basename(holder)}`;
  return namesOfForm(host, above, stack.entry).flatMap((name) => enginesIn(host, stack, `${above}/${name}`));
}

function enginesIn(host: HostTree, { engine }: IntelStack, directory: string): readonly string[] {
  return namesOfForm(host, directory, engine).map((name) => `${directory}/${name}`);
}
