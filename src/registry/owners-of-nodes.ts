import type { DeviceNode } from "../cdi/spec.ts";
import type { DefinedDevice } from "./defined-device.ts";

/** Which of some devices bring a node, by themselves or with their spec. */
export function ownersOfNodes(
  definitions: readonly DefinedDevice[],
): ReadonlyMap<DeviceNode, readonly DefinedDevice[]> {
  const owners = new Map<DeviceNode, DefinedDevice[]>();
  for (const device of new Set(definitions)) {
    for (const edits of [device.definition.containerEdits, device.spec.containerEdits]) {
      for (const node of edits?.deviceNodes ?? []) {
        const known = owners.get(node);
        if (known) known.push(device);
        else owners.set(node, [device]);
      }
    }
  }
  return owners;
}
