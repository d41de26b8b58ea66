import { quote } from "../cdi/quote.ts";

/** What a terminal obeys, what ends a line, and what turns the direction of text. */
const unsafe = /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;

/** A path as part of a message: as it is, or quoted and escaped where a terminal or a reader of lines could be misled. */
export function pathInMessage(path: string): string {
  return path.search(unsafe) < 0 ? path : quote(path).replace(unsafe, codeOf);
}

/** A device or kind as part of a message; cut where it is long. It is valid, so there is nothing to escape. */
export function nameInMessage(name: string): string {
  return name.length > 80 ? `${name.slice(0, 77)}...` : name;
}

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
