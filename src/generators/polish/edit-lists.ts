import type { ContainerEdits, Spec } from "../../cdi/spec.ts";

/** The fields of edits that are lists. */
export type ListField = "env" | "deviceNodes" | "netDevices" | "hooks" | "mounts" | "additionalGids";

/** Edits with each list changed. A list that has nothing in it is left out; what is no list stays. */
export function mapLists(
  edits: ContainerEdits,
  change: <Item>(items: readonly Item[], field: ListField) => Item[],
): ContainerEdits {
  const env = change(edits.env ?? [], "env");
  const deviceNodes = change(edits.deviceNodes ?? [], "deviceNodes");
  const netDevices = change(edits.netDevices ?? [], "netDevices");
  const hooks = change(edits.hooks ?? [], "hooks");
  const mounts = change(edits.mounts ?? [], "mounts");
  const additionalGids = change(edits.additionalGids ?? [], "additionalGids");
  return {
    ...(env.length > 0 && { env }),
    ...(deviceNodes.length > 0 && { deviceNodes }),
    ...(netDevices.length > 0 && { netDevices }),
    ...(hooks.length > 0 && { hooks }),
    ...(mounts.length > 0 && { mounts }),
    ...(edits.intelRdt && Object.keys(edits.intelRdt).length > 0 && { intelRdt: edits.intelRdt }),
    ...(additionalGids.length > 0 && { additionalGids }),
  };
}

/** Edits with the lists of two, and what else the first has. */
export function joinLists(one: ContainerEdits, other: ContainerEdits): ContainerEdits {
  const joined: Required<Omit<ContainerEdits, "intelRdt">> = {
    env: [...(one.env ?? []), ...(other.env ?? [])],
    deviceNodes: [...(one.deviceNodes ?? []), ...(other.deviceNodes ?? [])],
    netDevices: [...(one.netDevices ?? []), ...(other.netDevices ?? [])],
    hooks: [...(one.hooks ?? []), ...(other.hooks ?? [])],
    mounts: [...(one.mounts ?? []), ...(other.mounts ?? [])],
    additionalGids: [...(one.additionalGids ?? []), ...(other.additionalGids ?? [])],
  };
  return mapLists({ ...one, ...joined }, (items) => [...items]);
}

/** A text that is the same for equal items of one list, in whatever order their fields were set. */
export function itemKey(item: unknown): string {
  return typeof item === "object" && item !== null ? JSON.stringify(item, Object.keys(item).sort()) : String(item);
}

/** A spec with all of its edits changed, those of the spec itself only where it has any. */
export function mapEdits(spec: Spec, change: (edits: ContainerEdits) => ContainerEdits): Spec {
  return {
    ...spec,
    devices: spec.devices.map((device) => ({ ...device, containerEdits: change(device.containerEdits) })),
    ...(spec.containerEdits && { containerEdits: change(spec.containerEdits) }),
  };
}
