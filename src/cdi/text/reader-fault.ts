import type { TextIssue } from "./text-issue.ts";
import { utf8Length } from "./utf8-length.ts";

/** The first character that the reference's reader refuses wherever it stands: controls but for tab, CR, LF and NEL. */
export function findReaderFault(text: string): TextIssue | undefined {
  const found = forbidden.exec(text);
  if (!found) return undefined;
  const code = found[0].codePointAt(0) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return { code: "invalid-syntax", message: `Character ${name} is not allowed`, offset: found.index };
}

const forbidden = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** How many bytes the reference decodes at once. */
const chunk = 512;

/**
 * Whether the reference, having read up to `reached`, has come upon the character at `offset`: it reads ahead by whole
 * chunks of bytes, and what lies beyond the last one is ignored with the rest of the text.
 */
export function isReadAhead(text: string, reached: number, offset: number): boolean {
  let end = 0;
  while (end <= reached) {
    for (let bytes = 0; end < text.length; ) {
      const code = text.codePointAt(end) ?? 0;
      bytes += utf8Length(code);
      if (bytes > chunk) break;
      end += code > 0xffff ? 2 : 1;
    }
    if (end >= text.length) return true;
  }
  return offset < end;
}
