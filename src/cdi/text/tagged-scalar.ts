import { decodeBinary } from "./binary.ts";
import { resolvePlainScalar } from "./plain-scalar.ts";
import { isTimestamp } from "./timestamp.ts";
import { Float, type ScalarValue } from "./tree.ts";

/**
 * What a scalar with a tag is; undefined where its text does not fit the tag. A standard tag is given by its name after
 * `!!`; any other one makes the scalar text, as in the reference.
 */
export function taggedScalar(text: string, tag: string): ScalarValue | undefined {
  switch (tag) {
    case "!!bool":
      return only(text, (value) => typeof value === "boolean");
    case "!!int":
      return only(text, isInteger);
    case "!!null":
      return only(text, (value) => value === null);
    case "!!float":
      return floatOf(text);
    case "!!binary":
      return decodeBinary(text);
    case "!!timestamp":
      return isTimestamp(text) ? text : undefined;
    default:
      return text;
  }
}

function only(text: string, fits: (value: ScalarValue) => boolean): ScalarValue | undefined {
  const value = resolvePlainScalar(text);
  return fits(value) ? value : undefined;
}

function isInteger(value: ScalarValue): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

/** Integers beyond the signed 64-bit range are not taken for floats. */
function floatOf(text: string): Float | undefined {
  const value = resolvePlainScalar(text);
  if (value instanceof Float) return value;
  if (typeof value === "number") return new Float(value);
  return typeof value === "bigint" && value < 2n ** 63n ? new Float(Number(value)) : undefined;
}
