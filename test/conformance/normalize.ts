/** Drops what the reference omits or invents when it prints, as the README of the conformance cases says. */
export function normalize(value: unknown, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((item) => normalize(item, [...path, "*"]));
  if (typeof value !== "object" || value === null) return value;
  const underUser = path.join(".") === "process.user";
  const entries = Object.entries(value)
    .map(([key, item]): [string, unknown] => [key, normalize(item, [...path, key])])
    .filter(([, item]) => !isVoid(item) && !(underUser && item === 0));
  return Object.fromEntries(entries);
}

function isVoid(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
