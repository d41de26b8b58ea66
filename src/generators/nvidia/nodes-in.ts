import type { DeviceNode } from "../../cdi/spec.ts";
import { nvidiaNode } from "./nvidia-node.ts";
import type { Site } from "./site.ts";

/** The character devices in a directory whose names are of a form, `nvidia2` before `nvidia10`. */
export function nodesIn(site: Site, folder: string, form: RegExp): readonly DeviceNode[] {
  const names = (site.devices.tree.list(folder) ?? []).filter((name) => form.test(name));
  return names.toSorted(byNumber).flatMap((name) => {
    const found = nvidiaNode(site, `${folder}/${name}`);
    return "node" in found ? [found.node] : [];
  });
}

function byNumber(one: string, other: string): number {
  return numberIn(one) - numberIn(other) || (one < other ? -1 : 1);
}

function numberIn(name: string): number {
  return Number(/\d+$/.exec(name)?.[0] ?? -1);
}
