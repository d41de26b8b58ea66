/** A value of JSON that is to be read field by field: what is of another type than is due is as if it were not there. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function objectIn(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function listIn<Item>(value: unknown, read: (item: unknown) => Item | undefined): Item[] {
  return Array.isArray(value) ? value.map(read).filter((item) => item !== undefined) : [];
}

export function stringIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Whether a number is one of 64 bits without a sign; JSON rounds the highest of them up. */
export function isUnsigned(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 2 ** 64;
}

export function stringsIn(value: unknown): string[] {
  return listIn(value, stringIn);
}

export function numbersIn(value: unknown): number[] {
  return listIn(value, numberIn);
}

/** The entries of an object whose values can be read. */
export function entriesIn<Value>(value: unknown, read: (item: unknown) => Value | undefined): Map<string, Value> {
  const entries = Object.entries(objectIn(value)).map(([key, item]) => [key, read(item)] as const);
  return new Map(entries.flatMap(([key, item]) => (item === undefined ? [] : [[key, item]])));
}
