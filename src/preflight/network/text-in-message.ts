import { quote } from "../../cdi/quote.ts";
import { pathInMessage } from "../../registry/name-in-message.ts";

/** So many characters of a text stand in a message. */
const longest = 80;

/** A text of somebody's file as part of a message: as it is, or quoted, escaped and cut where it could mislead. */
export function textInMessage(text: string): string {
  return text.length > longest ? quote(text) : pathInMessage(text);
}
