/**
 * The state of a registry, by name: `<epoch>.<n>`. The epoch is another at each start, so that no revision of an earlier
 * run is taken for one of this; `n` rises by one with each visible change.
 */
export interface Revision {
  readonly epoch: string;
  readonly n: number;
}

export function formatRevision({ epoch, n }: Revision): string {
  return `${epoch}.${n}`;
}

/** Of letters and digits; later ones sort later, and two made in the same millisecond still differ. */
export function newEpoch(now = Date.now(), random = Math.random()): string {
  const noise = Math.floor(random * 36 ** 4).toString(36);
  return `${now.toString(36)}${noise.padStart(4, "0")}`;
}
