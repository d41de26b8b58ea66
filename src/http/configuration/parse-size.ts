/** Reads a number of bytes such as `65536` or `8MiB`; undefined for anything else, for none and for over a gibibyte. */
export function parseSize(text: string): number | undefined {
  const [, digits, unit = ""] = /^(\d{1,10})(KiB|MiB|GiB)?$/.exec(text) ?? [];
  const size = Number(digits) * (bytes[unit] ?? Number.NaN);
  return size > 0 && size <= largest ? size : undefined;
}

const largest = 1024 ** 3;
const bytes: Readonly<Record<string, number>> = { "": 1, KiB: 1024, MiB: 1024 ** 2, GiB: largest };
