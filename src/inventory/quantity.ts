/** Quantities are counted in these: the finest that Kubernetes can tell apart. */
export const nanosPerUnit = 1_000_000_000n;

/** The largest magnitude of a quantity. */
const largest = (2n ** 63n - 1n) * nanosPerUnit;

const pattern = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)$/;

const textLimit = 256;

const decimalExponents: ReadonlyMap<string, number> = new Map([
  ["n", -9],
  ["u", -6],
  ["m", -3],
  ["", 0],
  ["k", 3],
  ["M", 6],
  ["G", 9],
  ["T", 12],
  ["P", 15],
  ["E", 18],
]);

/**
 * Reads a Kubernetes quantity, such as `40Gi`, `1.5G`, `1e9` or `500m`, exactly, as a number of billionths. What is finer
 * is rounded away from zero, what is larger than 2^63-1 is that. Undefined where the text is no quantity.
 */
export function parseQuantity(text: string): bigint | undefined {
  if (text.length > textLimit) return undefined;
  const [, sign, whole = "", fraction = "", bareFraction = "", suffix = ""] = pattern.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const decimals = fraction + bareFraction;
  const digits = BigInt(whole + decimals);
  const nanos = scaled(digits, 9 - decimals.length, suffix);
  const magnitude = nanos > largest ? largest : nanos;
  return sign === "-" ? -magnitude : magnitude;
}

/** `digits * 10^exponent` times what the suffix stands for, rounded up. */
function scaled(digits: bigint, exponent: number, suffix: string): bigint {
  if (digits === 0n) return 0n;
  if (suffix.endsWith("i"))
    return timesPowerOfTen(digits * 1024n ** BigInt("KMGTPE".indexOf(suffix.charAt(0)) + 1), exponent);
  return timesPowerOfTen(digits, exponent + (decimalExponents.get(suffix) ?? Number(suffix.slice(1))));
}

/** Powers beyond these bounds round to the smallest step or exceed the largest magnitude whatever the digits are. */
function timesPowerOfTen(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(Math.min(exponent, 40));
  const divisor = 10n ** BigInt(Math.min(-exponent, 2 * textLimit));
  return (value + divisor - 1n) / divisor;
}

/** The whole units of a quantity, rounded away from zero; undefined where a number cannot hold them exactly. */
export function wholeUnits(nanos: bigint): number | undefined {
  const magnitude = ((nanos < 0n ? -nanos : nanos) + nanosPerUnit - 1n) / nanosPerUnit;
  const units = Number(nanos < 0n ? -magnitude : magnitude);
  return Number.isSafeInteger(units) ? units : undefined;
}
