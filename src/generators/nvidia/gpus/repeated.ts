/** The values that are there more than once. */
export function repeated<Value>(values: Iterable<Value>): ReadonlySet<Value> {
  const [once, more] = [new Set<Value>(), new Set<Value>()];
  for (const value of values) (once.has(value) ? more : once).add(value);
  return more;
}
