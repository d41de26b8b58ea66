/** Reads a whole number from one to a thousand million, in decimal digits; undefined for anything else. */
export function parseWholeNumber(text: string): number | undefined {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  return number > 0 && number <= 1_000_000_000 ? number : undefined;
}
