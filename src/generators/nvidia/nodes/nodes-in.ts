import type { DeviceNode } from "../../../cdi/spec.ts";
import { problem } from "../../../problems.ts";
import type { Site } from "../site.ts";
import { nvidiaNode } from "./nvidia-node.ts";

/**
 * The character devices in a directory whose names are of a form, `nvidia2` before `nvidia10`. What is something else is
 * none; a node of another device than its name says is reported.
 */
export function nodesIn(site: Site, folder: string, form: RegExp): readonly DeviceNode[] {
  const names = (site.devices.tree.list(folder) ?? []).filter((name) => form.test(name));
  return names.toSorted(byNumber).flatMap((name) => {
    const found = nvidiaNode(site, `${folder}/${name}`);
    if ("node" in found) return [found.node];
    if (found.isStale) site.report(problem("odd-device", `Cannot offer ${found.missing}`));
    return [];
  });
}

function byNumber(one: string, other: string): number {
  return numberIn(one) - numberIn(other) || (one < other ? -1 : 1);
}

function numberIn(name: string): number {
  return Number(/\d+$/.exec(name)?.[0] ?? -1);
}
