/** How many steps a search for names may still take: one for each candidate, one for each cell of a comparison. */
export interface Effort {
  left: number;
}

/** Longer names get no suggestions: they were hardly typed, and comparing takes the product of both lengths. */
const longestName = 100;

/**
 * The names nearest to one that does not exist, best first, at most three: what a person most likely meant.
 * Distance is the number of inserted, removed, replaced or swapped characters; more than a third of the name is too far.
 * Candidates for which no effort is left are not looked at.
 */
export function nearestNames(
  name: string,
  candidates: Iterable<string>,
  effort: Effort = { left: Number.POSITIVE_INFINITY },
): string[] {
  if (name.length > longestName) return [];
  const folded = name.toLowerCase();
  let limit = Math.max(1, Math.floor(name.length / 3));
  let near: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    if (--effort.left < 0) break;
    if (Math.abs(candidate.length - name.length) > limit) continue;
    const distance = editDistance(folded, candidate.toLowerCase(), limit, effort);
    if (distance > limit) continue;
    near.push({ candidate, distance });
    near.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
    near = near.slice(0, 3);
    limit = near[2]?.distance ?? limit;
  }
  return near.map(({ candidate }) => candidate);
}

/**
 * Optimal string alignment distance, row by row; no more than `limit + 1`. A cell farther from the diagonal than the limit
 * is over it, and so is everything below a row that is.
 */
function editDistance(a: string, b: string, limit: number, effort: Effort): number {
  const beyond = limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, beyond));
  for (let row = 1; row <= a.length; row++) {
    const current = new Array<number>(b.length + 1).fill(beyond);
    current[0] = Math.min(row, beyond);
    let least = current[0];
    const end = Math.min(b.length, row + limit);
    for (let column = Math.max(1, row - limit); column <= end; column++) {
      effort.left--;
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (last[column] ?? beyond) + 1,
        (current[column - 1] ?? beyond) + 1,
        (last[column - 1] ?? beyond) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? beyond) + 1);
      current[column] = Math.min(best, beyond);
      least = Math.min(least, best);
    }
    if (least > limit) return beyond;
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? beyond;
}
