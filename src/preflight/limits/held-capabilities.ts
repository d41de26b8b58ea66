import type { ContainerProcess } from "../../oci/container.ts";

const none = { bounding: [], effective: [], inheritable: [], permitted: [], ambient: [] };

/**
 * The capabilities that the program of a container has once it has started, which the set `effective` of the OCI spec does
 * not say: at that moment the kernel gives root all that are bounding, and everyone else only those that are ambient.
 */
export function heldCapabilities({
  user,
  capabilities = none,
  noNewPrivileges,
}: ContainerProcess): ReadonlySet<string> {
  const { bounding, inheritable, permitted, ambient } = capabilities;
  if (user.uid !== 0) return both(both(new Set(ambient), inheritable), permitted);
  return noNewPrivileges ? both(new Set(bounding), permitted) : new Set(bounding);
}

/** Whether a program with the set-user-ID bit could get a capability that it is not started with. */
export function canBeGained(capability: string, { capabilities = none, noNewPrivileges }: ContainerProcess): boolean {
  return !noNewPrivileges && capabilities.bounding.includes(capability);
}

function both(names: ReadonlySet<string>, more: readonly string[]): ReadonlySet<string> {
  return new Set(more.filter((name) => names.has(name)));
}
