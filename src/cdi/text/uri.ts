import { isWordCharacter, percent } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { refuse } from "./refusal.ts";

/** Takes the characters that a tag may have, with `%20` and the like decoded; empty where there are none. */
export function scanUri(cursor: Cursor): string {
  let uri = "";
  for (;;) {
    const code = cursor.code();
    if (code === percent) uri += scanOctets(cursor);
    else if (isWordCharacter(code) || punctuation.includes(String.fromCharCode(code))) {
      uri += String.fromCharCode(code);
      cursor.advance();
    } else return uri;
  }
}

const punctuation = ";/?:@&=+$,.!~*'()[]";

/** One character as its UTF-8 octets, each written `%` and two digits. Only the octets' kinds are checked. */
function scanOctets(cursor: Cursor): string {
  const lead = scanOctet(cursor);
  const length = sequenceLength(lead);
  if (length === 0) refuse("The escape in a tag does not start a character in UTF-8", cursor.offset);
  let code = length === 1 ? lead : lead & (0xff >> (length + 1));
  for (let index = 1; index < length; index++) {
    const octet = scanOctet(cursor);
    if ((octet & 0xc0) !== 0x80) refuse("The escapes in a tag are not a character in UTF-8", cursor.offset);
    code = (code << 6) | (octet & 0x3f);
  }
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

function sequenceLength(octet: number): number {
  if (octet < 0x80) return 1;
  if (octet >= 0xc0 && octet < 0xe0) return 2;
  if (octet >= 0xe0 && octet < 0xf0) return 3;
  return octet >= 0xf0 && octet < 0xf8 ? 4 : 0;
}

function scanOctet(cursor: Cursor): number {
  const digits = cursor.text.slice(cursor.offset, cursor.offset + 3);
  if (!/^%[0-9a-fA-F]{2}$/.test(digits)) refuse("Two hexadecimal digits are due after % in a tag", cursor.offset);
  cursor.advance(3);
  return Number.parseInt(digits.slice(1), 16);
}
