import type { ContainerEdits, Device } from "../../cdi/spec.ts";

/** The device `all`: what the others stand for, together and each part once. */
export function allDevice(devices: readonly Device[]): Device {
  const edits = devices.map(({ containerEdits }) => containerEdits);
  const merged = {
    env: unique(edits.flatMap(({ env = [] }) => env)),
    deviceNodes: unique(edits.flatMap(({ deviceNodes = [] }) => deviceNodes)),
    netDevices: unique(edits.flatMap(({ netDevices = [] }) => netDevices)),
    hooks: unique(edits.flatMap(({ hooks = [] }) => hooks)),
    mounts: unique(edits.flatMap(({ mounts = [] }) => mounts)),
    additionalGids: unique(edits.flatMap(({ additionalGids = [] }) => additionalGids)),
  };
  return { name: "all", containerEdits: withoutEmpty(merged) };
}

/** Edits without the lists that have nothing. */
export function withoutEmpty(edits: ContainerEdits): ContainerEdits {
  return Object.fromEntries(Object.entries(edits).filter(([, list]) => !Array.isArray(list) || list.length > 0));
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
