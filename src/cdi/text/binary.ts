/** The text in padded base64; undefined where it is not that. Line breaks inside are passed over, as by Go's decoder. */
export function decodeBinary(text: string): string | undefined {
  const digits = text.replace(/[\r\n]/g, "");
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  return atob(digits).replace(/[\x80-\xff]+/g, decodeUtf8);
}

/** `bytes` has one character a byte. A byte that is part of no character in UTF-8 becomes U+FFFD, as in Go's JSON. */
function decodeUtf8(bytes: string): string {
  let text = "";
  for (let start = 0; start < bytes.length; ) {
    const length = sequenceLength(bytes.charCodeAt(start));
    const character = decodeCharacter(bytes.slice(start, start + length));
    text += character ?? "\ufffd";
    start += character === undefined ? 1 : length;
  }
  return text;
}

function decodeCharacter(bytes: string): string | undefined {
  const escaped = Array.from(bytes, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}

function sequenceLength(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
