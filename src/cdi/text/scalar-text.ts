import { Float, type ScalarValue } from "./tree.ts";

/**
 * A scalar where text is due. Integers and booleans are spelt out; floats as the shortest decimal that a 32-bit float
 * tells apart, as the reference writes them. Undefined for null.
 */
export function scalarText(value: ScalarValue): string | undefined {
  if (value === null) return undefined;
  if (value instanceof Float) return floatText(value.value);
  return String(value);
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? "+Inf" : "-Inf";
  const sign = single < 0 || Object.is(single, -0) ? "-" : "";
  const [digits, exponent] = shortestDigits(Math.abs(single));
  if (exponent < -4 || exponent >= 6) return sign + scientific(digits, exponent);
  return sign + positional(digits, exponent);
}

/** The fewest significant digits that read back as the same 32-bit float, and the decimal exponent of the first. */
function shortestDigits(single: number): [digits: string, exponent: number] {
  if (single === 0) return ["0", 0];
  for (let precision = 1; ; precision++) {
    const [mantissa = "0", exponent = "0"] = single.toExponential(precision - 1).split("e");
    if (precision === 17 || Math.fround(Number(`${mantissa}e${exponent}`)) === single) {
      return [mantissa.replace(".", "").replace(/0+$/, "") || "0", Number(exponent)];
    }
  }
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  const magnitude = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits.charAt(0)}${fraction}e${exponent < 0 ? "-" : "+"}${magnitude}`;
}

function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return fraction ? `${whole}.${fraction}` : whole;
}
