/**
 * What the reference's YAML reader and scanner refuse and the `yaml` package lets pass, as far as the text alone shows it:
 * control characters. Undefined where there is none.
 */
export function findReaderFault(text: string): { message: string; offset: number } | undefined {
  const control = forbidden.exec(text);
  if (!control) return undefined;
  const code = control[0].codePointAt(0) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return { message: `Control characters are not allowed (${name})`, offset: control.index };
}

const forbidden = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * What the reference refuses in the source of a double-quoted scalar: escapes that YAML 1.1 lacks (`\\/` above all) and
 * escaped surrogates, which JSON uses in pairs. The index of the backslash; undefined where all are fine.
 */
export function findBadEscape(source: string): { message: string; index: number } | undefined {
  for (const match of source.matchAll(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs)) {
    const [sequence, , short, long, single] = match;
    const code = Number.parseInt(short ?? long ?? "0", 16);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (isSurrogate || code > 0x10ffff || (single !== undefined && !singleEscapes.includes(single))) {
      return {
        message: `Unknown escape ${sequence}: the reference reads JSON as YAML 1.1, which lacks it`,
        index: match.index,
      };
    }
  }
  return undefined;
}

const singleEscapes = "0abt\tnvfre \"'\\N_LP\r\n";
