import { isUtf16 } from "./decode-text.ts";

const [backslash, exclamationMark] = [0x5c, 0x21];

/**
 * Whether a spec file could define a kind that starts with one of the given texts, judged by its bytes. Kinds are ASCII,
 * so a file that lacks the text can spell it only with an escape, which takes a backslash, with a `!!binary` scalar,
 * which takes an exclamation mark, or in UTF-16. Folded lines leave a space in a kind, and aliases and merge keys repeat
 * what stands elsewhere in the file.
 */
export function mayDefineKind(bytes: Buffer, kinds: readonly string[]): boolean {
  if (kinds.some((kind) => bytes.includes(kind, 0, "latin1"))) return true;
  return bytes.includes(backslash) || bytes.includes(exclamationMark) || isUtf16(bytes);
}
