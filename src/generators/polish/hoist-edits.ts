import type { ContainerEdits, Spec } from "../../cdi/spec.ts";
import { itemKey, joinLists, type ListField, mapLists } from "./edit-lists.ts";

/**
 * Moves what all devices have in common to the spec, where runtimes take it once for whatever devices are asked for.
 * No device may be left without edits, so nodes stay with devices that have nothing else, and all does where even that
 * would not do.
 */
export function hoistEdits(spec: Spec): Spec {
  const own = spec.devices.map((device) => device.containerEdits);
  const known = keysOf(spec.containerEdits ?? {});
  const common = own.length < 2 ? new Set<string>() : intersection(own.map(keysOf));
  const withoutNodes = new Set([...common].filter((key) => !key.startsWith("deviceNodes:")));
  const hoisted = [common, withoutNodes].find((keys) => own.every((edits) => !isEmpty(without(edits, keys))));
  const moved = hoisted ?? new Set<string>();
  const shared = mapLists(own[0] ?? {}, (items, field) => items.filter((item) => moved.has(keyOf(item, field))));
  const edits = joinLists(spec.containerEdits ?? {}, without(shared, known));
  const elsewhere = new Set([...moved, ...known]);
  const devices = spec.devices.map((device) => {
    const rest = without(device.containerEdits, elsewhere);
    return { ...device, containerEdits: isEmpty(rest) ? device.containerEdits : rest };
  });
  const { containerEdits: _, ...others } = spec;
  return { ...others, devices, ...(!isEmpty(edits) && { containerEdits: edits }) };
}

function keyOf(item: unknown, field: ListField): string {
  return `${field}:${itemKey(item)}`;
}

function keysOf(edits: ContainerEdits): Set<string> {
  const keys = new Set<string>();
  mapLists(edits, (items, field) => {
    for (const item of items) keys.add(keyOf(item, field));
    return [];
  });
  return keys;
}

function intersection([first = new Set<string>(), ...others]: readonly Set<string>[]): Set<string> {
  return new Set([...first].filter((key) => others.every((keys) => keys.has(key))));
}

function without(edits: ContainerEdits, keys: ReadonlySet<string>): ContainerEdits {
  return mapLists(edits, (items, field) => items.filter((item) => !keys.has(keyOf(item, field))));
}

function isEmpty(edits: ContainerEdits): boolean {
  return Object.keys(edits).length === 0;
}
