import { isAscii, isUtf8 } from "node:buffer";

/** The text of a file's bytes, or the offset of the first byte that is no part of a character. */
export type DecodedText = { readonly text: string } | { readonly badByteAt: number };

/**
 * Decodes what the reference's YAML reader decodes: UTF-8, and UTF-16 where a byte order mark announces it. A byte order
 * mark is dropped.
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (isAscii(bytes)) return { text: bytes.toString("latin1") };
  if (startsWith(bytes, 0xff, 0xfe)) return decodeUtf16(bytes, "utf-16le");
  if (startsWith(bytes, 0xfe, 0xff)) return decodeUtf16(bytes, "utf-16be");
  if (!isUtf8(bytes)) return { badByteAt: firstBadByte(bytes, "utf-8") };
  return { text: bytes.toString("utf8", startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0) };
}

/** Whether the bytes are UTF-16, so that ASCII text in them cannot be found by its bytes. */
export function isUtf16(bytes: Buffer): boolean {
  return startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);
}

function startsWith(bytes: Buffer, ...prefix: number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function decodeUtf16(bytes: Buffer, encoding: string): DecodedText {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { badByteAt: firstBadByte(bytes, encoding) };
  }
}

/** The length of the longest prefix that may be the start of a well-formed text, found by halving. */
function firstBadByte(bytes: Buffer, encoding: string): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (mayGoOn(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle;
  }
  return Math.min(good, bytes.length);
}

function mayGoOn(prefix: Buffer, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(prefix, { stream: true });
    return true;
  } catch {
    return false;
  }
}
