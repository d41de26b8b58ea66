import { isMapping } from "../is-mapping.ts";

/**
 * Reads JSON on which `JSON.parse` and the reference's YAML reader are certain to agree; undefined for any other text,
 * which then takes the long way through `parseTree`. What it yields lost no duplicate key. Its numbers may have been
 * written as fractions or with exponents, so a number is good where an integer is due, and nowhere else.
 */
export function parsePlainJson(text: string): unknown {
  if (text.charCodeAt(0) !== openBrace || !endsWithBrace(text) || doubtful.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return countKeys(value) === countKeyLikes(text) ? value : undefined;
}

const [newline, carriageReturn, space, openBrace, closeBrace] = [0x0a, 0x0d, 0x20, 0x7b, 0x7d];

/**
 * `\/` and escaped surrogates, which the reference refuses; characters that it refuses or takes for line breaks;
 * a colon that does not follow its key at once.
 */
const doubtful = /\\\/|\\u[dD][89a-fA-F]|[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\s:/;

/** A tab after the last brace would be an error to the reference. */
function endsWithBrace(text: string): boolean {
  let last = text.length - 1;
  for (; last > 0; last--) {
    const code = text.charCodeAt(last);
    if (code !== newline && code !== carriageReturn && code !== space) break;
  }
  return text.charCodeAt(last) === closeBrace;
}

/** How often a quote stands before a colon. No text has more keys than that, so an equal count means none was lost. */
function countKeyLikes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) count++;
  return count;
}

/** NaN, which equals no count, where a key is so long that the reference may not take it for one, or nesting is deep. */
function countKeys(value: unknown, depth = 0): number {
  if (depth > deepestSpec) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object") count += countKeys(item, depth + 1);
  } else if (isMapping(value)) {
    for (const key in value) {
      count += key.length <= longestKey ? 1 : Number.NaN;
      const item = value[key];
      if (typeof item === "object") count += countKeys(item, depth + 1);
    }
  }
  return count;
}

/** A key's text may be up to six times its length, and at 1,024 characters the reference stops looking for its colon. */
const longestKey = 128;

/** The levels that a spec can have, with room to spare. */
const deepestSpec = 16;
