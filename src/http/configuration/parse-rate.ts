/** Reads a rate in a second; infinite for `off`, undefined for anything else and for none. */
export function parseRate(text: string): number | undefined {
  if (text === "off") return Number.POSITIVE_INFINITY;
  const rate = /^\d{1,7}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  return rate > 0 ? rate : undefined;
}
