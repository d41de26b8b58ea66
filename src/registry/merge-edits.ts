import type { ContainerEdits } from "../cdi/spec.ts";

/**
 * Edits one after the other as the reference merges them: lists are appended, the last `intelRdt` stands. The edits given
 * are not changed; where there is nothing to merge, the result shares their lists, so it must not be changed either.
 */
export function mergeEdits(parts: readonly ContainerEdits[]): ContainerEdits {
  const [first, ...others] = parts;
  if (!first || others.length === 0) return first ?? {};
  const merged: ContainerEdits = {};
  set(
    merged,
    "env",
    parts.flatMap(({ env }) => env ?? []),
  );
  set(
    merged,
    "deviceNodes",
    parts.flatMap(({ deviceNodes }) => deviceNodes ?? []),
  );
  set(
    merged,
    "netDevices",
    parts.flatMap(({ netDevices }) => netDevices ?? []),
  );
  set(
    merged,
    "hooks",
    parts.flatMap(({ hooks }) => hooks ?? []),
  );
  set(
    merged,
    "mounts",
    parts.flatMap(({ mounts }) => mounts ?? []),
  );
  const intelRdt = parts.findLast((part) => part.intelRdt)?.intelRdt;
  if (intelRdt) merged.intelRdt = intelRdt;
  set(
    merged,
    "additionalGids",
    parts.flatMap(({ additionalGids }) => additionalGids ?? []),
  );
  return merged;
}

type ListField = Exclude<keyof ContainerEdits, "intelRdt">;

function set<Field extends ListField>(
  edits: ContainerEdits,
  field: Field,
  list: NonNullable<ContainerEdits[Field]>,
): void {
  if (list.length > 0) edits[field] = list;
}
