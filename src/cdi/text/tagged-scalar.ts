import { resolvePlainScalar } from "./plain-scalar.ts";
import { Float, type ScalarValue } from "./tree.ts";

const standardPrefix = "tag:yaml.org,2002:";

/** The short name of a standard tag, the tag itself where it is another, undefined where there is none or it is `!`. */
export function tagName(tag: string | undefined): string | undefined {
  if (tag === undefined || tag === "!" || tag === "") return undefined;
  return tag.startsWith(standardPrefix) ? tag.slice(standardPrefix.length) : tag;
}

/**
 * The value of a scalar with or without a tag; undefined where the text does not fit the tag.
 * An unknown tag makes it text, as in the reference.
 */
export function taggedScalar(
  text: string,
  tag: string | undefined,
  plain: boolean,
): { value: ScalarValue } | undefined {
  if (tag === undefined) return { value: plain ? resolvePlainScalar(text) : text };
  const accepts = tagTable.get(tag);
  if (!accepts) return { value: text };
  const value = accepts(text);
  return value === undefined ? undefined : { value };
}

const tagTable: ReadonlyMap<string, (text: string) => ScalarValue | undefined> = new Map([
  ["str", (text) => text],
  ["bool", (text) => only(resolvePlainScalar(text), (value) => typeof value === "boolean")],
  ["int", (text) => only(resolvePlainScalar(text), isInteger)],
  ["null", (text) => only(resolvePlainScalar(text), (value) => value === null)],
  ["float", asFloat],
  ["binary", decodeBinary],
]);

function only(value: ScalarValue, fits: (value: ScalarValue) => boolean): ScalarValue | undefined {
  return fits(value) ? value : undefined;
}

function isInteger(value: ScalarValue): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

function asFloat(text: string): ScalarValue | undefined {
  const value = resolvePlainScalar(text);
  if (value instanceof Float) return value;
  return typeof value === "number" || typeof value === "bigint" ? new Float(Number(value)) : undefined;
}

/** Base64 with padding; line breaks inside are passed over, as Go's decoder does. */
function decodeBinary(text: string): string | undefined {
  const digits = text.replace(/[\r\n]/g, "");
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  return decodeUtf8(atob(digits));
}

/** Bytes that are not UTF-8 become replacement characters, as in Go's conversion to JSON. */
function decodeUtf8(bytes: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
