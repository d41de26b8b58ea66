import { Float, type ScalarValue } from "./tree.ts";

/**
 * What go-yaml v2 makes of a plain scalar, YAML 1.1 with its own additions. Source of the rules: observed answers
 * in the conformance table `scalars.json`; the order of the tries matters.
 */
export function resolvePlainScalar(text: string): ScalarValue {
  if (words.has(text)) return words.get(text) ?? null;
  const first = text.charCodeAt(0);
  if (first === dot) return resolveFraction(text) ?? text;
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

/** A number that starts with its dot may have underscores between digits only. */
function resolveFraction(text: string): Float | undefined {
  return fraction.test(text) ? finiteFloat(text.replaceAll("_", "")) : undefined;
}

const fraction = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;

/** In any other number underscores count for nothing wherever they stand. */
function resolveNumber(text: string): ScalarValue | undefined {
  if (!numberStart.test(text)) return undefined;
  const digits = text.replaceAll("_", "");
  return parseInteger(digits) ?? (float.test(digits) ? finiteFloat(digits) : undefined);
}

const float = /^[-+]?(?:\.[0-9]+|[0-9]+\.?[0-9]*)(?:[eE][-+]?[0-9]+)?$/;

/** A sign is no number's start unless a digit, a dot or an underscore, which counts for nothing, stands behind it. */
const numberStart = /^[-+]?[0-9._]/;

const maxInt64 = 2n ** 63n - 1n;
const maxUint64 = 2n ** 64n - 1n;

/** A sign, then decimal, `0x`, `0o`, `0b` or octal with a leading 0. Beyond 64 bits it is no integer. */
function parseInteger(text: string): number | bigint | undefined {
  const match = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/.exec(text);
  if (!match) return undefined;
  const [, sign, hexadecimal, binary, octal, decimal = ""] = match;
  const magnitude = parseMagnitude("0x", hexadecimal) ?? parseMagnitude("0b", binary) ?? parseMagnitude("0o", octal);
  return withSign(sign, magnitude ?? parseMagnitude("", decimal) ?? 0n);
}

/** Digits without their leading zeros, and no more of them than it takes to see that they exceed 64 bits. */
function parseMagnitude(prefix: string, digits: string | undefined): bigint | undefined {
  return digits === undefined ? undefined : BigInt(`${prefix}${digits.replace(/^0+(?=.)/, "").slice(0, 65)}`);
}

function withSign(sign: string | undefined, magnitude: bigint): number | bigint | undefined {
  const limit = sign === "-" ? maxInt64 + 1n : sign === "+" ? maxInt64 : maxUint64;
  if (magnitude > limit) return undefined;
  const value = sign === "-" ? -magnitude : magnitude;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** A float beyond the range of a double is text to the reference, not infinity. */
function finiteFloat(digits: string): Float | undefined {
  const value = Number(digits);
  return Number.isFinite(value) ? new Float(value) : undefined;
}
