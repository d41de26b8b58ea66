import { Float, type ScalarValue } from "./tree.ts";

/**
 * What go-yaml v2 makes of a plain scalar, YAML 1.1 with its own additions. Source of the rules: observed answers
 * in the conformance table `scalars.json`; the order of the tries matters.
 */
export function resolvePlainScalar(text: string): ScalarValue {
  if (words.has(text)) return words.get(text) ?? null;
  const first = text.charCodeAt(0);
  if (first === dot) return parseFloatText(text) ?? text;
  if (first === plus || first === minus || (first >= zero && first <= nine)) return resolveNumber(text) ?? text;
  return text;
}

/** Whether a plain scalar is certainly text: it starts like a word and is none of the words that mean something else. */
export function isPlainText(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === dot || first === plus || first === minus || (first >= zero && first <= nine)) return false;
  return !words.has(text);
}

const [plus, minus, dot, zero, nine] = [0x2b, 0x2d, 0x2e, 0x30, 0x39];

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...spellings(true, "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"),
  ...spellings(false, "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"),
  ...spellings(null, "", "~", "null", "Null", "NULL"),
  ...spellings(new Float(Number.NaN), ".nan", ".NaN", ".NAN"),
  ...spellings(new Float(Number.POSITIVE_INFINITY), ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"),
  ...spellings(new Float(Number.NEGATIVE_INFINITY), "-.inf", "-.Inf", "-.INF"),
]);

function spellings(value: ScalarValue, ...texts: string[]): [string, ScalarValue][] {
  return texts.map((text) => [text, value]);
}

function resolveNumber(text: string): ScalarValue | undefined {
  const digits = text.replaceAll("_", "");
  const integer = parseInteger(digits);
  if (integer !== undefined) return integer;
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(digits)) return parseFloatText(digits);
  return undefined;
}

const maxInt64 = 2n ** 63n - 1n;
const maxUint64 = 2n ** 64n - 1n;

/** A sign, then decimal, `0x`, `0o`, `0b` or octal with a leading 0. Beyond 64 bits it is no integer. */
function parseInteger(text: string): number | bigint | undefined {
  const match = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/.exec(text);
  if (!match) return undefined;
  const [, sign, hexadecimal, binary, octal, decimal] = match;
  const magnitude = BigInt(
    hexadecimal ? `0x${hexadecimal}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? "0"),
  );
  if (sign === "-" ? magnitude > maxInt64 + 1n : magnitude > (sign === "+" ? maxInt64 : maxUint64)) return undefined;
  const value = sign === "-" ? -magnitude : magnitude;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** A decimal float. One beyond the range of a double is text to the reference, not infinity. */
function parseFloatText(text: string): Float | undefined {
  if (!/^[-+]?(\.[0-9]+|[0-9]+\.?[0-9]*)([eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? new Float(value) : undefined;
}
