import type { ContainerEdits } from "../../cdi/spec.ts";
import { naturalOrder } from "../naming/natural-order.ts";
import { itemKey, type ListField, mapLists } from "./edit-lists.ts";

/** By what a list is put in order; in the others order means something, for the last one wins or each one runs. */
const orders: Partial<Record<ListField, (item: unknown) => string>> = {
  deviceNodes: (item) => textOf(item, "path"),
  netDevices: (item) => textOf(item, "name"),
  mounts: (item) => textOf(item, "containerPath"),
  additionalGids: String,
};

/** Edits in which nothing stands twice, in an order that does not depend on that in which things were found. */
export function tidyEdits(edits: ContainerEdits): ContainerEdits {
  return mapLists(edits, (items, field) => {
    const unique = [...new Map(items.map((item) => [itemKey(item), item])).values()];
    const keyOf = orders[field];
    return keyOf ? unique.sort((one, other) => naturalOrder(keyOf(one), keyOf(other))) : unique;
  });
}

function textOf(item: unknown, field: string): string {
  const entries = typeof item === "object" && item !== null ? Object.entries(item) : [];
  return String(entries.find(([name]) => name === field)?.[1] ?? "");
}
