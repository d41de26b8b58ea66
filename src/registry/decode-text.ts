import { isAscii, isUtf8 } from "node:buffer";
import { type Problem, problem } from "../problems.ts";

/** The text of a file's bytes, or the offset of the first byte that is no part of a character. */
export type DecodedText = { readonly text: string } | { readonly badByteAt: number };

/**
 * Decodes what the reference's YAML reader decodes: UTF-8, and UTF-16 where a byte order mark announces it. The mark
 * stays in the text; `readSpec` drops one.
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (isAscii(bytes)) return { text: bytes.toString("latin1") };
  if (startsWith(bytes, 0xff, 0xfe)) return decodeUtf16(bytes, "utf-16le");
  if (startsWith(bytes, 0xfe, 0xff)) return decodeUtf16(bytes, "utf-16be");
  if (!isUtf8(bytes)) return { badByteAt: firstBadByte(bytes, "utf-8") };
  return { text: bytes.toString("utf8") };
}

/** What is wrong with a spec file whose bytes are no text. */
export function encodingProblem(badByteAt: number, path: string): Problem {
  const message = `Cannot read spec: byte ${badByteAt} is not part of a UTF-8 or UTF-16 character`;
  return problem("invalid-encoding", message, { path });
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
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { badByteAt: firstBadByte(bytes, encoding) };
  }
}

/** Where the first ill-formed character starts: at the end of the longest well-formed prefix of the longest viable one. */
function firstBadByte(bytes: Buffer, encoding: string): number {
  let viable = 0;
  let bad = bytes.length + 1;
  while (bad - viable > 1) {
    const middle = (viable + bad) >>> 1;
    if (decodes(bytes.subarray(0, middle), encoding, true)) viable = middle;
    else bad = middle;
  }
  while (!decodes(bytes.subarray(0, viable), encoding, false)) viable--;
  return viable;
}

function decodes(prefix: Buffer, encoding: string, stream: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(prefix, { stream });
    return true;
  } catch {
    return false;
  }
}
