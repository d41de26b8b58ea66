import { besideKernelNames, type NameClaim, namesApart } from "./names-apart.ts";

/** A name with the place of its owner added; undefined where the place is not the owner's alone. */
export type NameAtPlace = (name: string) => string | undefined;

/** How one thing that can be plugged in is named. */
export interface PluggedNaming<Owner> {
  readonly kernelNames: (owner: Owner) => readonly NameClaim<Owner>[];
  /** By what it is, each with what it is called `at` its place where others claim the same. */
  readonly identities: (owner: Owner, at: NameAtPlace) => readonly NameClaim<Owner>[];
  readonly places: (owner: Owner) => readonly NameClaim<Owner>[];
}

/**
 * The names of things that can be plugged in: the kernel's, those of what they are, and those of where. Each stands for one
 * thing. Where some cannot be told apart by what they are, all of them are by where they are too, and none keeps the
 * ambiguous name.
 */
export function pluggedNames<Owner>(
  owners: readonly Owner[],
  naming: PluggedNaming<Owner>,
): readonly NameClaim<Owner>[] {
  const places = namesApart(owners.flatMap(naming.places));
  const placeOf = new Map(places.map(({ owner, name }) => [owner, name]));
  const identities = owners.flatMap((owner) => {
    const place = placeOf.get(owner);
    return naming.identities(owner, (name) => (place === undefined ? undefined : `${name}_at_${place}`));
  });
  return besideKernelNames(owners.flatMap(naming.kernelNames), [...namesApart(identities), ...places]);
}
