import type { Mount } from "../cdi/spec.ts";
import { fieldOf, itemsAt, type OciDocument } from "./document.ts";
import { EditedList, type ListItem } from "./edited-list.ts";
import { mountDepth } from "./mount-depth.ts";
import { ociMount } from "./oci-values.ts";

/**
 * The document's mounts with others injected: each takes the place of the first at its destination, document's or injected,
 * and comes to the end; afterwards all are sorted by depth, those of equal depth stay in order.
 */
export function mountItems(document: OciDocument, mounts: readonly Mount[]): ListItem[] {
  const destinations = itemsAt(document, ["mounts"]).map((item) => fieldOf(document, item, "destination"));
  if (hasUserNamespace(document)) return inject(destinations, mounts, true).flat();
  const known = injectedAlone(mounts);
  if (destinations.some((destination) => known.destinations.has(destination)))
    return inject(destinations, mounts, false).flat();
  return merge(byDepth(destinations), known.byDepth);
}

function hasUserNamespace(document: OciDocument): boolean {
  return itemsAt(document, ["linux", "namespaces"]).some((item) => fieldOf(document, item, "type") === "user");
}

/** Items by their depth; depths that none has are missing. */
type ItemsByDepth = readonly (readonly ListItem[])[];

function inject(destinations: readonly string[], mounts: readonly Mount[], idMapped: boolean): ItemsByDepth {
  const list = new EditedList(destinations);
  for (const mount of mounts) {
    list.removeFirst(mount.containerPath);
    list.append(mount.containerPath, ociMount(mount, idMapped));
  }
  return list.itemsByRank(mountDepth);
}

interface InjectedMounts {
  readonly byDepth: ItemsByDepth;
  readonly destinations: ReadonlySet<string>;
}

/** What mounts come to where none of the document's is in their way: most often so, and then the same each time. */
const alone = new WeakMap<readonly Mount[], InjectedMounts>();

function injectedAlone(mounts: readonly Mount[]): InjectedMounts {
  const known = alone.get(mounts);
  if (known) return known;
  const destinations = new Set(mounts.map((mount) => mount.containerPath));
  const made = { byDepth: inject([], mounts, false), destinations };
  alone.set(mounts, made);
  return made;
}

function byDepth(destinations: readonly string[]): ItemsByDepth {
  const depths: ListItem[][] = [];
  for (let index = 0; index < destinations.length; index++) {
    const depth = mountDepth(destinations[index] ?? "");
    depths[depth] ??= [];
    depths[depth]?.push({ kept: index });
  }
  return depths;
}

function merge(first: ItemsByDepth, second: ItemsByDepth): ListItem[] {
  const depths = Math.max(first.length, second.length);
  return Array.from({ length: depths }, (_, depth) => [first[depth] ?? [], second[depth] ?? []]).flat(2);
}
