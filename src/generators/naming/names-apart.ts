/** A name that something would have as a device. */
export interface NameClaim<Owner> {
  readonly owner: Owner;
  readonly name: string;
  /** Whether it is still the owner's after it was unplugged, or the host started anew. */
  readonly isStable: boolean;
  /** The link of that name below `/dev`, which may be there or not. */
  readonly link?: string;
  /** The name that it gets where others claim the same. */
  readonly otherwise?: string | undefined;
}

/** Each claim under a name that no other has; those that have none are left out. */
export function namesApart<Owner>(claims: readonly NameClaim<Owner>[]): readonly NameClaim<Owner>[] {
  const first = unambiguous(claims);
  const settled = new Set(first);
  const rest = claims.filter((claim) => !settled.has(claim));
  const renamed = rest.flatMap(({ owner, isStable, otherwise }) =>
    otherwise === undefined ? [] : [{ owner, isStable, name: otherwise }],
  );
  const names = new Set(first.map(({ name }) => name));
  return [...first, ...unambiguous(renamed).filter(({ name }) => !names.has(name))];
}

/** The kernel's names, and those of the others that stand for one owner and are no name of the kernel. */
export function besideKernelNames<Owner>(
  kernels: readonly NameClaim<Owner>[],
  others: readonly NameClaim<Owner>[],
): readonly NameClaim<Owner>[] {
  const taken = new Set(kernels.map(({ name }) => name));
  return [...kernels, ...namesApart(others).filter(({ name }) => !taken.has(name))];
}

function unambiguous<Owner>(claims: readonly NameClaim<Owner>[]): readonly NameClaim<Owner>[] {
  const counts = new Map<string, number>();
  for (const { name } of claims) counts.set(name, (counts.get(name) ?? 0) + 1);
  return claims.filter(({ name }) => counts.get(name) === 1);
}
