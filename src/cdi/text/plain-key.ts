import { notPlain } from "./not-plain.ts";
import { isPlainText } from "./plain-scalar.ts";

/** Keys that were looked at before, by how they are written. They are few, and a text has them many times. */
const known = new Map<string, string>();
const mostKnown = 1000;

/** A longer part of a text keeps the whole text in memory. */
const longestKnown = 12;

/** Short enough for the reference to find the colon behind it. */
const longest = 128;

/** The key that is written so, a word in quotes or not, if it stands for itself. */
export function plainKey(written: string): string {
  const before = known.get(written);
  if (before !== undefined) return before;
  const isQuoted = /^["']/.test(written);
  if (written.length > longest || !(isQuoted || isPlainText(written))) notPlain();
  const key = isQuoted ? written.slice(1, -1) : written;
  if (written.length <= longestKnown && known.size < mostKnown) known.set(written, key);
  return key;
}
