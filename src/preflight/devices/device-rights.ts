/** Letters of `rwm` as bits, so that sets of them can be compared and kept as one number. */
export type Rights = number;

const bits: ReadonlyMap<string, Rights> = new Map([
  ["m", 1],
  ["r", 2],
  ["w", 4],
]);

/** What every rule of runtimes themselves gives. */
export const allRights: Rights = 7;

/** What of an access text is a right; other letters are none. */
export function rightsIn(access: string): Rights {
  let rights = 0;
  for (const letter of access) rights |= bits.get(letter) ?? 0;
  return rights;
}

/** What has to be allowed in one go for a node to be opened; making it is the runtime's matter. */
export function openingRights(permissions: string): Rights {
  return rightsIn(permissions) & ~rightsIn("m");
}

export function includesAll(rights: Rights, wanted: Rights): boolean {
  return (rights & wanted) === wanted;
}

/** For a message: `reading and writing`. */
export function rightsInMessage(rights: Rights): string {
  const words = [
    ...(includesAll(rights, rightsIn("r")) ? ["reading"] : []),
    ...(includesAll(rights, rightsIn("w")) ? ["writing"] : []),
  ];
  return words.join(" and ");
}
